package io.wherry.source;

import io.wherry.mysql.Family;
import io.wherry.mysql.ServerFacts;

/// Whether a server logs what is needed to publish every row; if not, one line with the statement
/// that mends it.
final class ServerCheck {
  private ServerCheck() {}

  /// @throws SourceException when rows would be missing from the log
  static void check(ServerFacts facts, String address) {
    if (!facts.logBin()) {
      throw new SourceException(
          address
              + ": the server writes no log (log_bin is OFF): start it with log_bin=binlog and"
              + " binlog_format=ROW in my.cnf (RDS: switch automatic backups on)",
          null);
    }
    variable(facts, address, "binlog_format", facts.binlogFormat(), "ROW");
  }

  private static void variable(
      ServerFacts facts, String address, String name, String value, String wanted) {
    // A server that no longer has the variable does what is wanted and nothing else.
    if (!value.isEmpty() && !value.equals(wanted)) {
      throw new SourceException(
          address
              + ": "
              + name
              + " is "
              + value
              + ", which leaves out what a row change needs: run "
              + set(facts, name, wanted)
              + " and let clients connect anew",
          null);
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
