package io.wherry.mysql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Error 1236 says everything that can go wrong with a dump; only its text tells them apart. This
/// is what to do about each.
///
/// | the text has | it means |
/// |---|---|
/// | `could not find first log file`, `purged`, `could not find gtid state` | the log is purged |
/// | `not in the master's binlog`, `has more gtids`, `diverged` | another server's position |
/// | `is not open` | the server writes no log |
/// | `same server_uuid/server_id` | another replica took our id |
/// | `position > file size`, `impossible position`, `bogus data`, … | no event starts there |
/// | `gtid_mode`, `without gtids` | GTIDs are off |
final class DumpRemedy {
  /// What to do about a server that writes no log.
  static final String NO_LOG =
      "the server writes no log; start it with log_bin=binlog and binlog_format=ROW (RDS: switch"
          + " automatic backups on)";

  private DumpRemedy() {}

  static String of(String said, String version, @Nullable String asked, long replicaId) {
    String text = said.toLowerCase(Locale.ROOT);
    String from = asked == null ? "the log" : asked;
    if (has(text, "could not find first log", "purged", "could not find gtid state")) {
      return from
          + " is no longer there; go on with --start=earliest (what lies between is lost), and keep"
          + " the log longer: "
          + keepLonger(version)
          + ", on RDS and Aurora: CALL mysql.rds_set_configuration('binlog retention hours', 24)";
    }
    if (has(text, "not in the master's binlog", "more gtids than", "diverged")) {
      return from
          + " is of another server's history; check the host of source.url, or start anew with"
          + " --start=earliest or latest";
    }
    if (has(text, "is not open")) {
      return NO_LOG;
    }
    if (has(text, "same server_uuid/server_id", "same server_id")) {
      return "another replica connected with our id "
          + replicaId
          + "; give each its own with --source.server-id";
    }
    if (has(text, "gtid_mode", "without gtids")) {
      return "start the server with gtid_mode=ON and enforce_gtid_consistency=ON, or start from"
          + " FILE:POSITION";
    }
    if (has(text, "server id was not set", "server_id was not set")) {
      return "give the server a server_id above 0";
    }
    if (has(text, "max_allowed_packet")) {
      return from
          + " is not where an event starts, or an event is larger than max_allowed_packet; start"
          + " where an event starts, or SET GLOBAL max_allowed_packet = 1073741824";
    }
    return from
        + " is not where an event starts; start from a position that SHOW BINLOG EVENTS lists, from"
        + " a GTID set, or from the file's start (:4)";
  }

  /// The statement that keeps a server's log for a week, by its version.
  static String keepLonger(String version) {
    ServerVersion is = ServerVersion.parse(version);
    if (is.family() == Family.MARIADB) {
      return is.atLeast(10, 6, 1)
          ? "SET GLOBAL binlog_expire_logs_seconds = 604800 (and in my.cnf)"
          : "SET GLOBAL expire_logs_days = 7 (and in my.cnf)";
    }
    return is.atLeast(8, 0, 1)
        ? "SET PERSIST binlog_expire_logs_seconds = 604800"
        : "SET GLOBAL expire_logs_days = 7 (and in my.cnf)";
  }

  private static boolean has(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
