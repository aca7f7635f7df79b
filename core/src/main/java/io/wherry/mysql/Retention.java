package io.wherry.mysql;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;

/// How long a server keeps its log files.
///
/// @param seconds age at which a file may be purged; 0 means as soon as the server is done with it
///   (RDS without a setting); empty means never by age, or unknown
/// @param setting what decides it: `binlog_expire_logs_seconds`, `expire_logs_days`, or RDS's
///   `binlog retention hours`
/// @param value the setting as the server shows it, or `unknown` where it may not be read
/// @param totalBytes size of all logs together above which files are purged (MariaDB's
///   `max_binlog_total_size`); 0 means no such bound
public record Retention(OptionalLong seconds, String setting, String value, long totalBytes) {
  private static final long DAY = 86_400;

  static Retention read(SqlConnection sql, boolean amazon) {
    if (amazon) {
      return readAmazon(sql);
    }
    Map<String, String> is =
        sql.variables(
            "binlog_expire_logs_seconds",
            "binlog_expire_logs_auto_purge",
            "expire_logs_days",
            "max_binlog_total_size");
    long bytes = Long.parseLong(is.getOrDefault("max_binlog_total_size", "0"));
    String seconds = is.get("binlog_expire_logs_seconds");
    String days = is.getOrDefault("expire_logs_days", "0");
    if (seconds == null || (seconds.equals("0") && new BigDecimal(days).signum() > 0)) {
      long age = new BigDecimal(days).multiply(BigDecimal.valueOf(DAY)).longValue();
      return new Retention(orNever(age), "expire_logs_days", days, bytes);
    }
    boolean purges = is.getOrDefault("binlog_expire_logs_auto_purge", "ON").equals("ON");
    long age = purges ? Long.parseLong(seconds) : 0;
    return new Retention(orNever(age), "binlog_expire_logs_seconds", seconds, bytes);
  }

  private static OptionalLong orNever(long seconds) {
    return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
  }

  /// RDS and Aurora keep the setting in a table, which the account may not be allowed to read.
  private static Retention readAmazon(SqlConnection sql) {
    String setting = "binlog retention hours";
    try {
      String hours =
          sql.value("SELECT value FROM mysql.rds_configuration WHERE name = '" + setting + "'");
      long age = hours == null ? 0 : Long.parseLong(hours) * 3_600;
      return new Retention(OptionalLong.of(age), setting, hours == null ? "NULL" : hours, 0);
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.LOST) {
        throw e;
      }
      return new Retention(OptionalLong.empty(), setting, "unknown", 0);
    }
  }
}
