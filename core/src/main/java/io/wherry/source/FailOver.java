package io.wherry.source;

import io.wherry.gtid.GtidSet;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ServerFacts;

/// Whether another server can be followed from where reading stands, said in GTIDs: it must have
/// everything that was published, and still have the log of all that was not. Source: DELIVERY 7.
final class FailOver {
  private FailOver() {}

  /// Where reading stands, as far as it means something on every server.
  ///
  /// @param executed the transactions that are done, as a GTID set; empty where that is not known
  /// @param inHand id of the transaction that is partly delivered, empty for none
  /// @param identity of the server that was followed
  record Standing(String executed, String inHand, String identity) {}

  /// A server that lacks what was published: it may be behind, and catch up.
  static final class Lacks extends RuntimeException {
    Lacks(String message) {
      super(message);
    }
  }

  /// How to ask the server for what follows.
  ///
  /// @throws Lacks when it does not have all that was published
  /// @throws SourceException when it can never be followed from here
  static DumpFrom check(Standing at, ServerFacts found, boolean mariadb, String address) {
    if (at.executed.isEmpty() || !found.gtids()) {
      throw new SourceException(
          address
              + ": going on from server "
              + at.identity
              + " needs GTIDs on both, and "
              + (found.gtids()
                  ? "which ones were executed so far is not known: start from latest, a GTID set or"
                      + " the start of a file (:4)"
                  : "gtid_mode is " + found.gtidMode() + " here"),
          null);
    }
    if (!found.logReplicaUpdates()) {
      throw new SourceException(
          address
              + ": the server does not log what it replicates, so what "
              + at.identity
              + " committed is not in its log: start it with log_replica_updates"
              + " (log_slave_updates) in my.cnf",
          null);
    }
    checkHas(at, found, mariadb, address);
    GtidSet executed = GtidSet.parse(at.executed, mariadb);
    if (mariadb) {
      return new DumpFrom.MariaGtids(at.executed);
    }
    String purged = GtidSet.parse(found.gtidPurged(), false).without(executed);
    if (!purged.isEmpty()) {
      throw new SourceException(
          address
              + ": its log no longer has "
              + purged
              + ", which were not published yet: go on with a server that has them, or start anew"
              + " with another --checkpoint and --start=earliest (they are lost then)",
          null);
    }
    return new DumpFrom.MysqlGtids(at.executed);
  }

  /// @throws Lacks when the server does not have all that was published
  static void checkHas(Standing at, ServerFacts found, boolean mariadb, String address) {
    String published = at.inHand.isEmpty() ? at.executed : String.join(",", at.executed, at.inHand);
    GtidSet has = GtidSet.parse(found.gtidExecuted(), mariadb);
    String missing = GtidSet.parse(published, mariadb).without(has);
    if (!missing.isEmpty()) {
      boolean same = found.identity().equals(at.identity);
      throw new Lacks(
          address
              + ": the server lacks transactions that were published: "
              + missing
              + (same
                  ? ": its history was reset (RESET BINARY LOGS AND GTIDS, RESET MASTER) or the"
                      + " server rebuilt"
                  : ": it is behind server " + at.identity + " or was never its replica")
              + "; let it catch up or name another one in source.url, or start anew with another"
              + " --checkpoint and --start=earliest");
    }
  }
}
