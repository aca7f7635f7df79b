package io.wherry.mysql;

import java.util.List;

/// What an account may do, as far as following a log needs it.
///
/// @param account `repl@%`, as the server names it
/// @param replicationSlave may receive the log
/// @param replicationClient may ask for log files and the log's end
/// @param selectEverywhere may read every table (`SELECT ON *.*`)
/// @param lines what `SHOW GRANTS` said, without passwords
public record Grants(
    String account,
    boolean replicationSlave,
    boolean replicationClient,
    boolean selectEverywhere,
    List<String> lines) {
  /// Copies the lines.
  public Grants {
    lines = List.copyOf(lines);
  }
}
