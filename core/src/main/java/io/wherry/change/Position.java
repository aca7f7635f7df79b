package io.wherry.change;

/// A place in the log from which reading can go on: the start of a transaction, and how many of its
/// rows are done.
///
/// A restart re-reads that transaction from its start and skips the rows. Source: DESIGN 2,
/// DELIVERY 7.
///
/// @param server identity of the server whose files are meant: `server_uuid`, MariaDB's
///   `server_uid` where it has one, else its server id
/// @param file binlog file
/// @param fileCreated timestamp of the file's FORMAT_DESCRIPTION event, in seconds since 1970; 0
///   where it is not known
/// @param offset byte in the file where the transaction's first event starts
/// @param gtids the GTID set executed before it (MariaDB: the GTID position), or empty where there
///   is none
/// @param rows published rows of that transaction that are done, counted over all its published
///   tables
public record Position(
    String server, String file, long fileCreated, long offset, String gtids, long rows) {
  /// Offset of the first event of every binlog file, behind the magic number.
  public static final long FIRST = 4;

  /// The same place with another number of rows done.
  public Position withRows(long rows) {
    return new Position(server, file, fileCreated, offset, gtids, rows);
  }

  /// `binlog.000003:4711`, and `+12` behind it where twelve rows are done.
  @Override
  public String toString() {
    return file + ":" + offset + (rows == 0 ? "" : "+" + rows);
  }
}
