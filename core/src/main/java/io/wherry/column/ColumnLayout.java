package io.wherry.column;

import io.wherry.change.ColumnType;
import java.util.EnumSet;
import java.util.Set;

/// How one column's values lie in a row image: fixed, or behind a length of one to four bytes.
///
/// @param type ENUM and SET in clear, which a TABLE_MAP hides in the metadata of a CHAR
/// @param first first byte of metadata, or 0
/// @param second second byte of metadata, or 0
/// @param nullable whether it may hold SQL NULL
/// @param prefix bytes of the length in front of a value; 0 where values have a fixed size
/// @param size bytes of every value; 0 where each says its own
public record ColumnLayout(
    StorageType type, int first, int second, boolean nullable, int prefix, int size) {
  private static final Set<StorageType> WITH_FRACTION =
      EnumSet.of(StorageType.TIMESTAMP, StorageType.DATETIME, StorageType.TIME);
  private static final int CHAR_LENGTH_BITS = 0x30;
  private static final int ENUM_CODE = 247;
  private static final int SET_CODE = 248;
  private static final int LONG_PREFIX_FROM = 256;

  /// The layout of a type with its metadata.
  ///
  /// @throws Unsound when the metadata is impossible
  public static ColumnLayout of(StorageType type, int first, int second, boolean nullable) {
    return switch (type) {
      case STRING -> ofString(first, second, nullable);
      case ENUM, SET -> packed(type, second == 0 ? first : second, nullable);
      case VARCHAR, VAR_STRING, VARCHAR_COMPRESSED ->
          new ColumnLayout(type, first, second, nullable, prefix(first | second << 8), 0);
      case BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, JSON, GEOMETRY, VECTOR, BLOB_COMPRESSED ->
          new ColumnLayout(type, first, second, nullable, within(type, first, 1, 4), 0);
      case TINY, YEAR -> fixed(type, first, second, nullable, 1);
      case SHORT -> fixed(type, first, second, nullable, 2);
      case INT24, DATE, NEWDATE, OLD_TIME -> fixed(type, first, second, nullable, 3);
      case LONG, OLD_TIMESTAMP -> fixed(type, first, second, nullable, 4);
      case LONGLONG, OLD_DATETIME -> fixed(type, first, second, nullable, 8);
      case FLOAT -> fixed(type, first, second, nullable, within(type, first, 4, 4));
      case DOUBLE -> fixed(type, first, second, nullable, within(type, first, 8, 8));
      case DECIMAL -> fixed(type, first, second, nullable, decimalBytes(first, second));
      case BIT -> {
        int bits = within(type, first + 8 * second, 1, 64);
        yield fixed(type, first, second, nullable, (bits + 7) / 8);
      }
      case TIMESTAMP -> fixed(type, first, second, nullable, 4 + fractionBytes(type, first));
      case DATETIME -> fixed(type, first, second, nullable, 5 + fractionBytes(type, first));
      case TIME -> fixed(type, first, second, nullable, 3 + fractionBytes(type, first));
      case NULL, TYPED_ARRAY -> fixed(type, first, second, nullable, 0);
    };
  }

  private static ColumnLayout fixed(
      StorageType type, int first, int second, boolean nullable, int size) {
    return new ColumnLayout(type, first, second, nullable, 0, size);
  }

  private static ColumnLayout packed(StorageType type, int size, boolean nullable) {
    int most = type == StorageType.ENUM ? 2 : 8;
    return fixed(type, size, 0, nullable, within(type, size, 1, most));
  }

  /// CHAR(n): the first byte is the real type; the two upper bits of a length over 255 are flipped
  /// into its bits 4 and 5.
  private static ColumnLayout ofString(int first, int second, boolean nullable) {
    if (first == ENUM_CODE) {
      return packed(StorageType.ENUM, second, nullable);
    }
    if (first == SET_CODE) {
      return packed(StorageType.SET, second, nullable);
    }
    int length = second | ((first & CHAR_LENGTH_BITS) ^ CHAR_LENGTH_BITS) << 4;
    return new ColumnLayout(
        StorageType.STRING, length & 0xFF, length >> 8, nullable, prefix(length), 0);
  }

  private static int prefix(int length) {
    return length < LONG_PREFIX_FROM ? 1 : 2;
  }

  private static int decimalBytes(int precision, int scale) {
    within(StorageType.DECIMAL, precision, 1, 65);
    within(StorageType.DECIMAL, scale, 0, precision);
    return DecimalDigits.bytes(precision, scale);
  }

  private static int fractionBytes(StorageType type, int fraction) {
    return (within(type, fraction, 0, 6) + 1) / 2;
  }

  private static int within(StorageType type, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Unsound(
          type.sql() + " with metadata " + value + " instead of " + least + " to " + most);
    }
    return value;
  }

  /// Bytes of every value in a column that is defined so; 0 where each says its own. An old
  /// temporal value is longer where it has a fraction, which only the definition says.
  public int size(ColumnType type) {
    return this.type.oldTemporal() ? OldFractionColumn.bytes(this.type, fraction(type)) : size;
  }

  private static int fraction(ColumnType type) {
    return switch (type) {
      case ColumnType.Time t -> t.fraction();
      case ColumnType.Datetime d -> d.fraction();
      case ColumnType.Timestamp t -> t.fraction();
      default -> 0;
    };
  }

  /// The length in bytes that CHAR and VARCHAR are declared with, as all charsets count.
  public int lengthBytes() {
    return first | second << 8;
  }

  /// Number of bits of a BIT.
  public int bits() {
    return first + 8 * second;
  }

  /// `DECIMAL(10,2)`, `DATETIME(3)`, `VARCHAR`: what the layout tells of the SQL type.
  @Override
  public String toString() {
    if (type == StorageType.DECIMAL) {
      return "DECIMAL(" + first + "," + second + ")";
    }
    if (type == StorageType.BIT) {
      return "BIT(" + bits() + ")";
    }
    return first > 0 && WITH_FRACTION.contains(type) ? type.sql() + "(" + first + ")" : type.sql();
  }
}
