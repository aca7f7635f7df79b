package io.wherry.change;

import io.wherry.bytes.ByteSlice;

/// One changed row: a view over the log's bytes, valid while it is being handled and reused for the
/// next row.
///
/// It pushes its columns to a [ColumnVisitor]. The push may be repeated. An image that the
/// operation does not have (see [Operation]) must not be asked for: that is an
/// [IllegalStateException].
public interface Change {
  /// The table as it was at this position.
  Table table();

  /// What happened to the row.
  Operation operation();

  /// Whole, or which half of an update that changes the key.
  Part part();

  /// Which columns the log carries: anything but [Image#FULL] leaves some absent.
  Image image();

  /// Whether the row as it was carries the column; where it does not, the column is absent.
  boolean carriesBefore(Column column);

  /// Whether the row as it is now carries the column; where it does not, the column is absent.
  boolean carriesAfter(Column column);

  /// The transaction the row belongs to; the object is reused too.
  Transaction transaction();

  /// Number of the row among the rows of its own table in its transaction, from 1, as logged.
  long number();

  /// When the change was committed, in milliseconds since 1970; on servers that do not log the
  /// commit, when its statement ran, in whole seconds.
  long timestampMillis();

  /// Pushes every column of the row as it was, in table order.
  void before(ColumnVisitor visitor);

  /// Pushes every column of the row as it is now, in table order.
  void after(ColumnVisitor visitor);

  /// Pushes one column of the row as it was.
  void before(Column column, ColumnVisitor visitor);

  /// Pushes one column of the row as it is now.
  void after(Column column, ColumnVisitor visitor);

  /// Whether both images tell all of their rows by their bytes, so that they can be compared: every
  /// column is there, and none is told as a change to another.
  default boolean comparable() {
    return image() == Image.FULL;
  }

  /// Points `into` at the before image as the log holds it (equal bytes: equal rows of one table
  /// version).
  ByteSlice beforeImage(ByteSlice into);

  /// Points `into` at the after image as the log holds it.
  ByteSlice afterImage(ByteSlice into);
}
