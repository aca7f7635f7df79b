package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.column.Unsound;

/// Which values of a row's after image are told as changes to the ones before, in a
/// PARTIAL_UPDATE_ROWS event: it stands in front of each after image.
///
/// ```text
///   | options, a length-encoded integer | a bit a JSON column of the table, lowest first |
///     1: the bits follow                   1: the value is JsonDiffs
/// ```
///
/// Source: MySQL 9 source documentation, "Rows_event", `binlog_row_value_options`; which columns
/// the bits count as 9.7.4 writes them.
final class PartialValues {
  private static final long PARTIAL_JSON = 1;
  private static final byte[] NONE = {};

  private final ByteReader in = new ByteReader();
  private byte[] array = NONE;
  private int bits;
  private boolean some;

  /// The rows that follow have none.
  void none() {
    some = false;
  }

  /// Lets go of the event's bytes.
  void letGo() {
    none();
    array = NONE;
    in.wrap(NONE, 0, 0);
  }

  /// Reads what stands in front of an after image, and returns the index behind it.
  int read(RowFormat format, byte[] array, int at, int limit) {
    in.wrap(array, at, limit - at);
    long options = in.lengthEncoded();
    if (options != 0 && options != PARTIAL_JSON) {
      throw new Unsound("row value options " + options + " are unknown; this server is too new");
    }
    some = options == PARTIAL_JSON;
    this.array = array;
    bits = in.position();
    if (some) {
      in.skip((format.documentCount() + 7) / 8);
    }
    return in.position();
  }

  /// Whether any value may be told so.
  boolean some() {
    return some;
  }

  /// Whether a column's value is told so.
  boolean has(RowFormat format, int column) {
    if (!some) {
      return false;
    }
    int document = format.document(column);
    return document >= 0 && (array[bits + (document >>> 3)] >>> (document & 7) & 1) != 0;
  }
}
