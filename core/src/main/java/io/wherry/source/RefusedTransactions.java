package io.wherry.source;

import io.wherry.binlog.EventReader;

/// The lines that say why a transaction cannot be read, and what to do.
final class RefusedTransactions {
  private RefusedTransactions() {}

  /// Another transaction stands where reading has to go on.
  static SourceException another(EventReader reader, Cursor cursor, String found) {
    return line(
        reader,
        "expected to go on with the transaction at "
            + cursor.place()
            + ", found "
            + found
            + ": the log is not the one that was read before");
  }

  /// An XA transaction is committed whose rows cannot be had.
  static SourceException notPrepared(EventReader reader, Xid xid) {
    return line(
        reader,
        "commits XA transaction "
            + xid
            + ", which was prepared in a file that the server no longer has: take its rows from"
            + " the tables, and start behind it with --restart-from="
            + reader.file()
            + ":"
            + reader.nextPosition());
  }

  /// A statement about an XA transaction does not name it.
  static SourceException unnamedXa(EventReader reader, String sql) {
    return line(reader, "'" + sql + "' names no XA transaction as servers log it");
  }

  /// The log did not say before that rows are undone, and they may have been delivered.
  static SourceException undone(EventReader reader, String statement) {
    return line(
        reader,
        statement
            + " undoes rows of its transaction that were logged, and so published, before it (it"
            + " also created or dropped temporary tables): start behind this transaction, and take"
            + " its rows back where they were used");
  }

  /// An event that belongs into a transaction stands outside.
  static SourceException outside(EventReader reader, Cursor cursor) {
    return line(
        reader,
        "a row event outside of a transaction: "
            + cursor.place()
            + " is not where a transaction starts; start from the start of one, or of the file"
            + " (:4)");
  }

  /// The log goes on elsewhere before the transaction in hand is committed.
  static SourceException cutOff(EventReader reader, Cursor cursor) {
    return line(
        reader,
        "the transaction that began at "
            + cursor.place()
            + " is not committed here, as after a crash of the server: check its last rows and"
            + " start behind it");
  }

  private static SourceException line(EventReader reader, String what) {
    return new SourceException(reader.place() + ": " + what, null);
  }
}
