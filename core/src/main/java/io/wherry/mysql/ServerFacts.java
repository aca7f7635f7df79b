package io.wherry.mysql;

import java.time.Instant;

/// What a server says about itself. Texts are as the server shows them; a variable it does not have
/// is the empty text, unless said otherwise.
///
/// @param version as the server prints it: `9.7.4`, `10.11.6-MariaDB-log`
/// @param major first number of the version
/// @param minor second number
/// @param patch third number
/// @param identity what no other server has: `server_uuid`, MariaDB's `server_uid` where it has
///   one, else the server id
/// @param serverId `server_id`
/// @param logBin whether it writes a log at all
/// @param binlogFormat `ROW`, `MIXED` or `STATEMENT`
/// @param rowImage `binlog_row_image`: `FULL`, `MINIMAL`, `NOBLOB`, `FULL_NODUP`
/// @param rowMetadata `binlog_row_metadata`: `FULL`, `MINIMAL`, `NO_LOG`; `NO_LOG` where the server
///   does not know the variable
/// @param rowValueOptions `binlog_row_value_options`: `PARTIAL_JSON` or empty
/// @param checksum `binlog_checksum`: `CRC32` or `NONE`
/// @param gtidMode MySQL's `gtid_mode`: `ON`, `OFF`, …
/// @param gtidExecuted MySQL: `gtid_executed`; MariaDB: `gtid_binlog_pos`; without white space
/// @param gtidPurged MySQL's `gtid_purged`, without white space
/// @param compressed whether transactions (MySQL) or events (MariaDB) are logged compressed
/// @param logReplicaUpdates whether changes it replicates itself reach its log
/// @param lowerCaseTableNames `lower_case_table_names`: 0, 1 or 2
/// @param logsCascades whether rows that a foreign key changes are logged (MySQL 9.6 and later)
/// @param amazon whether it is RDS or Aurora, where logs are kept by a procedure's setting
/// @param now the server's clock
public record ServerFacts(
    Family family,
    String version,
    int major,
    int minor,
    int patch,
    String identity,
    long serverId,
    boolean logBin,
    String binlogFormat,
    String rowImage,
    String rowMetadata,
    String rowValueOptions,
    String checksum,
    String gtidMode,
    String gtidExecuted,
    String gtidPurged,
    boolean compressed,
    boolean logReplicaUpdates,
    int lowerCaseTableNames,
    boolean logsCascades,
    boolean amazon,
    Instant now) {
  /// Whether the version is at least this one.
  public boolean atLeast(int major, int minor, int patch) {
    if (this.major != major) {
      return this.major > major;
    }
    return this.minor != minor ? this.minor > minor : this.patch >= patch;
  }

  /// Whether positions can be said in GTIDs: MySQL with `gtid_mode=ON`, MariaDB always.
  public boolean gtids() {
    return family == Family.MARIADB || gtidMode.equals("ON");
  }
}
