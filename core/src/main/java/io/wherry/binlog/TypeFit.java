package io.wherry.binlog;

import io.wherry.change.ColumnType;
import io.wherry.column.ColumnLayout;
import io.wherry.column.StorageType;

/// Whether values of a type can lie in rows as a TABLE_MAP says.
final class TypeFit {
  private static final int ONE_BYTE_LABELS = 255;
  private static final int SET_BYTES_MAX = 4;
  private static final int LONG_BLOB_PREFIX = 4;

  private TypeFit() {}

  /// @param mariadb whether MariaDB wrote the log: it lays some types out as others
  static boolean fits(ColumnLayout layout, ColumnType type, boolean mariadb) {
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
          temporal(layout, StorageType.TIME, StorageType.OLD_TIME, t.fraction(), mariadb);
      case ColumnType.Datetime d ->
          temporal(layout, StorageType.DATETIME, StorageType.OLD_DATETIME, d.fraction(), mariadb);
      case ColumnType.Timestamp t ->
          temporal(layout, StorageType.TIMESTAMP, StorageType.OLD_TIMESTAMP, t.fraction(), mariadb);
      case ColumnType.Json _ -> mariadb ? longBlob(layout) : is(layout, StorageType.JSON);
      case ColumnType.Geometry _ -> is(layout, StorageType.GEOMETRY);
      case ColumnType.Vector v ->
          mariadb
              ? is(layout, StorageType.VARCHAR)
                  && layout.lengthBytes() == v.dimensions() * Float.BYTES
              : is(layout, StorageType.VECTOR);
      case ColumnType.Uuid _, ColumnType.Inet6 _ -> mariadb && fixed(layout, 16);
      case ColumnType.Inet4 _ -> mariadb && fixed(layout, 4);
    };
  }

  /// Whether the log may hold another type than it says: MariaDB writes UUID and INET6 as
  /// BINARY(16), INET4 as BINARY(4), VECTOR as VARBINARY and JSON as LONGTEXT, and does not say how
  /// many digits an old temporal type has.
  ///
  /// @param binary whether the column's charset is `binary`
  static boolean ambiguous(ColumnLayout layout, boolean binary) {
    return layout.type().oldTemporal()
        || (binary && (fixed(layout, 16) || fixed(layout, 4)))
        || (binary
            && is(layout, StorageType.VARCHAR)
            && layout.lengthBytes() > 0
            && layout.lengthBytes() % Float.BYTES == 0)
        || (!binary && longBlob(layout));
  }

  private static boolean longBlob(ColumnLayout layout) {
    return is(layout, StorageType.BLOB) && layout.first() == LONG_BLOB_PREFIX;
  }

  private static boolean fixed(ColumnLayout layout, int bytes) {
    return is(layout, StorageType.STRING) && layout.lengthBytes() == bytes;
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
      case STRING,
          VARCHAR,
          VAR_STRING,
          BLOB,
          TINY_BLOB,
          MEDIUM_BLOB,
          LONG_BLOB,
          VARCHAR_COMPRESSED,
          BLOB_COMPRESSED ->
          true;
      default -> false;
    };
  }

  private static boolean temporal(
      ColumnLayout layout, StorageType now, StorageType old, int fraction, boolean mariadb) {
    return (is(layout, now) && layout.first() == fraction)
        || (is(layout, old) && (fraction == 0 || mariadb));
  }

  /// One byte for eight labels, and eight bytes from thirty-three labels on.
  private static int setBytes(int labels) {
    int bytes = (labels + 7) / 8;
    return bytes > SET_BYTES_MAX ? 8 : bytes;
  }
}
