package io.wherry.column;

import io.wherry.change.ColumnType;

/// A type as SQL writes it, for messages.
public final class TypeName {
  private TypeName() {}

  /// `DECIMAL(10,2)`, `text (utf8mb4)`.
  public static String of(ColumnType type) {
    return switch (type) {
      case ColumnType.Int i -> integer(i.bytes()) + (i.unsigned() ? " UNSIGNED" : "");
      case ColumnType.Decimal d -> "DECIMAL(" + d.precision() + "," + d.scale() + ")";
      case ColumnType.Real r -> r.bytes() == Float.BYTES ? "FLOAT" : "DOUBLE";
      case ColumnType.Bit b -> "BIT(" + b.bits() + ")";
      case ColumnType.Year _ -> "YEAR";
      case ColumnType.Text t -> "text (" + CharacterSet.canonical(t.charset()) + ")";
      case ColumnType.Binary b ->
          b.fixedLength() == 0 ? "VARBINARY or BLOB" : "BINARY(" + b.fixedLength() + ")";
      case ColumnType.Enumeration e -> "ENUM of " + e.labels().size() + " labels";
      case ColumnType.LabelSet s -> "SET of " + s.labels().size() + " labels";
      case ColumnType.Date _ -> "DATE";
      case ColumnType.Time t -> fraction("TIME", t.fraction());
      case ColumnType.Datetime d -> fraction("DATETIME", d.fraction());
      case ColumnType.Timestamp t -> fraction("TIMESTAMP", t.fraction());
      case ColumnType.Json _ -> "JSON";
      case ColumnType.Geometry _ -> "GEOMETRY";
      case ColumnType.Vector v -> "VECTOR(" + v.dimensions() + ")";
      case ColumnType.Uuid _ -> "UUID";
      case ColumnType.Inet4 _ -> "INET4";
      case ColumnType.Inet6 _ -> "INET6";
    };
  }

  private static String integer(int bytes) {
    return switch (bytes) {
      case 1 -> "TINYINT";
      case 2 -> "SMALLINT";
      case 3 -> "MEDIUMINT";
      case 4 -> "INT";
      default -> "BIGINT";
    };
  }

  private static String fraction(String name, int fraction) {
    return fraction == 0 ? name : name + "(" + fraction + ")";
  }
}
