package io.wherry.mysql;

/// The two lines of servers, which differ in GTIDs, event types and words.
public enum Family {
  /// MySQL and what is built from it (Percona Server, Aurora, RDS).
  MYSQL,
  /// MariaDB.
  MARIADB
}
