package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Table;
import org.jspecify.annotations.Nullable;

/// The layout of a table whose rows follow, under a number that is valid until the end of the
/// statement.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class TableMap {
  /// The most columns a table has (MySQL, MariaDB).
  public static final int COLUMNS_MAX = 4096;

  TableMap() {}

  /// The number by which row events name the table; it changes whenever the server opens the table
  /// anew.
  public long tableId() {
    throw new UnsupportedOperationException();
  }

  /// The database's name, in UTF-8.
  public ByteSlice schema() {
    throw new UnsupportedOperationException();
  }

  /// The table's name, in UTF-8.
  public ByteSlice table() {
    throw new UnsupportedOperationException();
  }

  /// The database's name as an object.
  public String schemaName() {
    return schema().utf8();
  }

  /// The table's name as an object.
  public String tableName() {
    return table().utf8();
  }

  /// Everything but the number: names, layout, metadata. Equal bytes: the same [Table] and
  /// [RowFormat] fit.
  public ByteSlice body() {
    throw new UnsupportedOperationException();
  }

  /// Number of columns.
  public int columnCount() {
    throw new UnsupportedOperationException();
  }

  /// Whether it carries the columns' names (`binlog_row_metadata=FULL`).
  public boolean named() {
    throw new UnsupportedOperationException();
  }

  /// The definition that the event itself carries; call it only where [#named()], and for a table
  /// whose rows are wanted.
  ///
  /// @throws BinlogException when it is not named, or has a column of a type that is not decoded
  public Table toTable() {
    throw new UnsupportedOperationException();
  }

  /// Judges a definition: count, types, metadata and nullability of its columns must fit, and
  /// signedness and charsets where the event carries them. Names cannot be judged here.
  ///
  /// @return null when it fits, else one phrase: `column price: expected DECIMAL(10,2), found
  ///   DECIMAL(12,2)`
  public @Nullable String mismatch(Table definition) {
    throw new UnsupportedOperationException();
  }
}
