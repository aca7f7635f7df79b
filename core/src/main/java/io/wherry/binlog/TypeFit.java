package io.wherry.binlog;

import io.wherry.change.ColumnType;

/// Whether values of a type can lie in rows as a TABLE_MAP says.
final class TypeFit {
  private static final int ONE_BYTE_LABELS = 255;
  private static final int SET_BYTES_MAX = 4;

  private TypeFit() {}

  static boolean fits(ColumnLayout layout, ColumnType type) {
    return switch (type) {
      case ColumnType.Int i -> integer(layout.type()) && layout.size() == i.bytes();
      case ColumnType.Decimal d ->
          is(layout, StorageType.DECIMAL)
              && layout.first() == d.precision()
              && layout.second() == d.scale();
      case ColumnType.Real r ->
          is(layout, r.bytes() == Float.BYTES ? StorageType.FLOAT : StorageType.DOUBLE);
      case ColumnType.Bit b -> is(layout, StorageType.BIT) && layout.bits() == b.bits();
      case ColumnType.Year _ -> is(layout, StorageType.YEAR);
      case ColumnType.Text _ -> text(layout.type());
      case ColumnType.Binary b ->
          text(layout.type())
              && b.fixedLength() == (is(layout, StorageType.STRING) ? layout.lengthBytes() : 0);
      case ColumnType.Enumeration e ->
          is(layout, StorageType.ENUM)
              && layout.size() == (e.labels().size() > ONE_BYTE_LABELS ? 2 : 1);
      case ColumnType.LabelSet s ->
          is(layout, StorageType.SET) && layout.size() == setBytes(s.labels().size());
      case ColumnType.Date _ -> is(layout, StorageType.DATE) || is(layout, StorageType.NEWDATE);
      case ColumnType.Time t ->
          temporal(layout, StorageType.TIME, StorageType.OLD_TIME, t.fraction());
      case ColumnType.Datetime d ->
          temporal(layout, StorageType.DATETIME, StorageType.OLD_DATETIME, d.fraction());
      case ColumnType.Timestamp t ->
          temporal(layout, StorageType.TIMESTAMP, StorageType.OLD_TIMESTAMP, t.fraction());
      case ColumnType.Json _ -> is(layout, StorageType.JSON);
    };
  }

  private static boolean is(ColumnLayout layout, StorageType type) {
    return layout.type() == type;
  }

  private static boolean integer(StorageType type) {
    return switch (type) {
      case TINY, SHORT, INT24, LONG, LONGLONG -> true;
      default -> false;
    };
  }

  private static boolean text(StorageType type) {
    return switch (type) {
      case STRING, VARCHAR, VAR_STRING, BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB -> true;
      default -> false;
    };
  }

  private static boolean temporal(
      ColumnLayout layout, StorageType now, StorageType old, int fraction) {
    return (is(layout, now) && layout.first() == fraction) || (is(layout, old) && fraction == 0);
  }

  /// One byte for eight labels, and eight bytes from thirty-three labels on.
  private static int setBytes(int labels) {
    int bytes = (labels + 7) / 8;
    return bytes > SET_BYTES_MAX ? 8 : bytes;
  }
}
