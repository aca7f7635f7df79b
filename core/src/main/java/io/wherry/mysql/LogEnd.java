package io.wherry.mysql;

/// Where a server's log ends.
///
/// @param file the file being written
/// @param position byte behind its last event
/// @param gtids MySQL: the GTID set executed; MariaDB: `gtid_binlog_pos`; empty without GTIDs
public record LogEnd(String file, long position, String gtids) {}
