package io.wherry.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an account may do, as far as following a log needs it.
///
/// @param account `repl@%`, as the server names it
/// @param replicationSlave may receive the log
/// @param replicationClient may ask for log files and the log's end
/// @param selectOn what it may read, each `*.*`, `shop.*` or `shop.orders`
/// @param lines what `SHOW GRANTS` said, without passwords
public record Grants(
    String account,
    boolean replicationSlave,
    boolean replicationClient,
    List<String> selectOn,
    List<String> lines) {
  private static final Pattern LINE =
      Pattern.compile("GRANT (?<what>.+?) ON (?:TABLE )?(?<where>\\S+) TO .*", Pattern.DOTALL);

  private static final Pattern SECRET = Pattern.compile("(IDENTIFIED (BY|VIA|WITH)).*$");

  /// Copies the lists.
  public Grants {
    selectOn = List.copyOf(selectOn);
    lines = List.copyOf(lines);
  }

  /// Whether it may read every table.
  public boolean selectEverywhere() {
    return selectOn.contains("*.*");
  }

  /// Reads the lines of `SHOW GRANTS`.
  ///
  /// ```text
  ///   GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `repl`@`%`
  ///   GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `repl`@`%` IDENTIFIED BY PASSWORD '*…'
  ///   GRANT SELECT ON `shop`.* TO 'repl'@'%'
  /// ```
  ///
  /// MariaDB calls REPLICATION CLIENT `BINLOG MONITOR` since 10.5.
  static Grants read(String account, List<String> shown) {
    boolean slave = false;
    boolean client = false;
    var selectOn = new ArrayList<String>();
    var lines = new ArrayList<String>();
    for (String line : shown) {
      lines.add(SECRET.matcher(line).replaceFirst("$1 …"));
      Matcher grant = LINE.matcher(line);
      if (!grant.matches()) {
        continue;
      }
      String where = grant.group("where").replaceAll("[`']", "");
      List<String> what = List.of(grant.group("what").toUpperCase(Locale.ROOT).split(", *"));
      boolean all = what.contains("ALL PRIVILEGES") || what.contains("ALL");
      if (where.equals("*.*")) {
        slave |= all || what.contains("REPLICATION SLAVE");
        client |= all || what.contains("REPLICATION CLIENT") || what.contains("BINLOG MONITOR");
      }
      if (all || what.contains("SELECT")) {
        selectOn.add(where);
      }
    }
    return new Grants(account, slave, client, selectOn, lines);
  }
}
