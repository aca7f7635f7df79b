package io.wherry.mysql;

import java.util.OptionalLong;

/// How long a server keeps its log files.
///
/// @param seconds age at which a file may be purged; 0 means never by age; empty when unknown
/// @param setting the variable that says so: `binlog_expire_logs_seconds`, `expire_logs_days`, or
///   `binlog retention hours` of RDS
/// @param totalBytes size of all logs together above which files are purged (MariaDB's
///   `max_binlog_total_size`); 0 means no such bound
public record Retention(OptionalLong seconds, String setting, long totalBytes) {}
