package io.wherry.source;

import io.wherry.mysql.Family;
import io.wherry.mysql.ServerFacts;
import io.wherry.source.StatementOptions.OnStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a server logs what is needed to publish every row; if not, one line with the statement
/// that mends it.
final class ServerCheck {
  private ServerCheck() {}

  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  /// @param onStatement what is to become of statements that are logged without their rows
  /// @throws SourceException when rows would be missing from the log
  static void check(ServerFacts facts, String address, OnStatement onStatement) {
    if (!facts.logBin()) {
      throw new SourceException(
          address
              + ": the server writes no log (log_bin is OFF): start it with log_bin=binlog and"
              + " binlog_format=ROW in my.cnf (RDS: switch automatic backups on)",
          null);
    }
    // A server that no longer has the variable does what is wanted and nothing else.
    if (!facts.binlogFormat().isEmpty() && !facts.binlogFormat().equals("ROW")) {
      String line =
          address
              + ": binlog_format is "
              + facts.binlogFormat()
              + ", which leaves out what a row change needs: run "
              + set(facts, "binlog_format", "ROW")
              + " and let clients connect anew";
      switch (onStatement) {
        case STOP -> throw new SourceException(line, null);
        case WARN -> LOG.warn("{}", line);
      }
    }
  }

  /// The statement that sets a variable for good.
  static String set(ServerFacts facts, String name, String value) {
    return persists(facts)
        ? "SET PERSIST " + name + "=" + value + ";"
        : "SET GLOBAL " + name + "=" + value + "; (and " + name + "=" + value + " in my.cnf)";
  }

  private static boolean persists(ServerFacts facts) {
    return facts.family() == Family.MYSQL && facts.atLeast(8, 0, 0);
  }
}
