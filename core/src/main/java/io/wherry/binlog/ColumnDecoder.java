package io.wherry.binlog;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// Says one column's values to a visitor. One object stands for one column of one [RowFormat];
/// where its values lie and how long they are has been measured before.
abstract class ColumnDecoder {
  /// The column that is said.
  final Column column;

  ColumnDecoder(Column column) {
    this.column = column;
  }

  /// Says the value whose bytes are `array[at]` to `array[at + length - 1]`; not SQL NULL.
  ///
  /// @throws Unsound when the bytes are no value of the type
  abstract void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor);
}
