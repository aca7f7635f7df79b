package io.wherry.mysql;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/// Reads [ServerFacts] from the global variables, which every account may see.
final class FactsQuery {
  private static final String[] NAMES = {
    "version",
    "server_uuid",
    "server_uid",
    "server_id",
    "log_bin",
    "binlog_format",
    "binlog_row_image",
    "binlog_row_metadata",
    "binlog_row_value_options",
    "binlog_checksum",
    "gtid_mode",
    "binlog_transaction_compression",
    "log_bin_compress",
    "log_replica_updates",
    "log_slave_updates",
    "lower_case_table_names",
    "innodb_native_foreign_keys",
    "basedir",
    "aurora_version"
  };

  private FactsQuery() {}

  static ServerFacts run(SqlConnection sql) {
    Map<String, String> is = sql.variables(NAMES);
    String text = is.getOrDefault("version", "");
    ServerVersion version = ServerVersion.parse(text);
    boolean maria = version.family() == Family.MARIADB;
    String serverId = is.getOrDefault("server_id", "0");
    return new ServerFacts(
        version.family(),
        text,
        version.major(),
        version.minor(),
        version.patch(),
        is.getOrDefault(maria ? "server_uid" : "server_uuid", serverId),
        Long.parseLong(serverId),
        on(is, "log_bin"),
        is.getOrDefault("binlog_format", ""),
        is.getOrDefault("binlog_row_image", "FULL"),
        is.getOrDefault("binlog_row_metadata", "NO_LOG"),
        is.getOrDefault("binlog_row_value_options", ""),
        is.getOrDefault("binlog_checksum", "NONE"),
        is.getOrDefault("gtid_mode", ""),
        gtids(sql, maria ? "gtid_binlog_pos" : "gtid_executed"),
        maria ? "" : gtids(sql, "gtid_purged"),
        on(is, "binlog_transaction_compression") || on(is, "log_bin_compress"),
        on(is, "log_replica_updates") || on(is, "log_slave_updates"),
        Integer.parseInt(is.getOrDefault("lower_case_table_names", "0")),
        !maria && version.atLeast(9, 6, 0) && !on(is, "innodb_native_foreign_keys"),
        is.containsKey("aurora_version") || is.getOrDefault("basedir", "").startsWith("/rdsdbbin"),
        now(sql));
  }

  /// `SHOW VARIABLES` cuts long values, so these are selected.
  private static String gtids(SqlConnection sql, String variable) {
    String value = sql.value("SELECT @@global." + variable);
    return value == null ? "" : value.replaceAll("\\s", "");
  }

  private static boolean on(Map<String, String> variables, String name) {
    return variables.getOrDefault(name, "OFF").equals("ON");
  }

  private static Instant now(SqlConnection sql) {
    String seconds = sql.value("SELECT UNIX_TIMESTAMP(NOW(6))");
    return Instant.ofEpochMilli(
        new BigDecimal(seconds == null ? "0" : seconds).movePointRight(3).longValue());
  }
}
