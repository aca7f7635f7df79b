package io.wherry.binlog;

import io.wherry.bytes.ByteWriter;

/// Unfolds MySQL's binary JSON into the text that `SELECT` shows. Numbers are little-endian,
/// offsets count from the first byte of the object or array they stand in.
///
/// ```text
///   document  | kind | value |
///   object    | count | bytes | key entries | value entries | keys | values |
///   array     | count | bytes | value entries | values |
///   key entry | offset | length, 2 bytes |     value entry | kind | offset, or a value that fits |
///   string    | length | UTF-8 |                 other       | type | length | bytes |
/// ```
///
/// Count, bytes and offset take 2 bytes in a small container and 4 in a large one. A length has
/// seven bits a byte, lowest first, and the top bit where another follows. Source: MySQL 9 source
/// documentation, "JSON binary format".
final class JsonText {
  /// The deepest nesting the server accepts.
  static final int DEPTH_MAX = 100;

  /// Most bytes of text for a byte of the document (a control character takes six, `2026-01-01
  /// 00:00:00.000000` 28 for 11), and as many for its frame. Without a bound, hostile offsets that
  /// meet in one place would unfold a kilobyte into all the memory there is.
  private static final int GROWTH_MAX = 16;

  private static final int SMALL_OBJECT = 0;
  private static final int LARGE_OBJECT = 1;
  private static final int SMALL_ARRAY = 2;
  private static final int LARGE_ARRAY = 3;
  private static final int LITERAL = 4;
  private static final int INT16 = 5;
  private static final int UINT16 = 6;
  private static final int INT32 = 7;
  private static final int UINT32 = 8;
  private static final int INT64 = 9;
  private static final int UINT64 = 10;
  private static final int DOUBLE = 11;
  private static final int STRING = 12;
  private static final int OPAQUE = 15;
  private static final int KEY_LENGTH_BYTES = 2;
  private static final int LENGTH_BYTES_MAX = 5;
  private static final byte[] NULL = CharacterSet.bytes("null");
  private static final byte[] TRUE = CharacterSet.bytes("true");
  private static final byte[] FALSE = CharacterSet.bytes("false");

  private final JsonScalars scalars = new JsonScalars();
  private byte[] array = {};
  private ByteWriter out = new ByteWriter();
  private long outMax;

  /// Appends the document in `array[at]` to `array[at + length - 1]` to `out`.
  ///
  /// @throws Unsound when it is none
  void append(byte[] array, int at, int length, ByteWriter out) {
    this.array = array;
    this.out = out;
    this.outMax = out.length() + GROWTH_MAX * (length + 1L);
    if (length == 0) {
      // What the server stores for a NOT NULL column that was never given a value.
      out.write(NULL);
      return;
    }
    value(array[at], at + 1, at + length, 0);
  }

  private void value(int kind, int at, int end, int depth) {
    if (out.length() > outMax) {
      throw new Unsound("JSON whose parts overlap");
    }
    if (depth > DEPTH_MAX) {
      throw new Unsound("JSON nested deeper than " + DEPTH_MAX);
    }
    switch (kind) {
      case SMALL_OBJECT -> object(at, end, 2, depth);
      case LARGE_OBJECT -> object(at, end, 4, depth);
      case SMALL_ARRAY -> array(at, end, 2, depth);
      case LARGE_ARRAY -> array(at, end, 4, depth);
      case LITERAL -> literal((int) number(at, 1, end));
      case INT16 -> out.decimal(number(at, 2, end) << 48 >> 48);
      case UINT16 -> out.decimal(number(at, 2, end));
      case INT32 -> out.decimal(number(at, 4, end) << 32 >> 32);
      case UINT32 -> out.decimal(number(at, 4, end));
      case INT64 -> out.decimal(number(at, 8, end));
      case UINT64 -> out.unsignedDecimal(number(at, 8, end));
      case DOUBLE -> scalars.real(Double.longBitsToDouble(number(at, 8, end)), out);
      case STRING -> {
        long header = length(at, end);
        scalars.string(array, at + (int) header, (int) (header >>> 32), out);
      }
      case OPAQUE -> {
        int type = (int) number(at, 1, end);
        long header = length(at + 1, end);
        scalars.opaque(type, array, at + 1 + (int) header, (int) (header >>> 32), out);
      }
      default -> throw new Unsound("JSON of unknown kind " + (kind & 0xFF));
    }
  }

  private void literal(int literal) {
    switch (literal) {
      case 0 -> out.write(NULL);
      case 1 -> out.write(TRUE);
      case 2 -> out.write(FALSE);
      default -> throw new Unsound("JSON literal " + literal);
    }
  }

  private void object(int at, int end, int width, int depth) {
    int count = count(at, end, width, width + KEY_LENGTH_BYTES + 1 + width);
    int last = at + (int) number(at + width, width, end);
    int keys = at + 2 * width;
    int values = keys + count * (width + KEY_LENGTH_BYTES);
    out.write('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        separator();
      }
      int key = keys + i * (width + KEY_LENGTH_BYTES);
      int length = (int) number(key + width, KEY_LENGTH_BYTES, last);
      int from = offset(at, key, width, last);
      need(from, length, last);
      scalars.string(array, from, length, out);
      out.write(':');
      out.write(' ');
      entry(at, values + i * (1 + width), width, last, depth);
    }
    out.write('}');
  }

  private void array(int at, int end, int width, int depth) {
    int count = count(at, end, width, 1 + width);
    int last = at + (int) number(at + width, width, end);
    out.write('[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        separator();
      }
      entry(at, at + 2 * width + i * (1 + width), width, last, depth);
    }
    out.write(']');
  }

  private void separator() {
    out.write(',');
    out.write(' ');
  }

  private void entry(int container, int at, int width, int end, int depth) {
    int kind = array[at];
    boolean inside =
        switch (kind) {
          case LITERAL, INT16, UINT16 -> true;
          case INT32, UINT32 -> width == 4;
          default -> false;
        };
    value(kind, inside ? at + 1 : offset(container, at + 1, width, end), end, depth + 1);
  }

  /// Number of elements, whose entries of so many bytes each fit into the container, and that into
  /// what holds it.
  private int count(int at, int end, int width, int entryBytes) {
    long count = number(at, width, end);
    long bytes = number(at + width, width, end);
    if (bytes > end - at || 2L * width + count * entryBytes > bytes) {
      throw new Unsound(
          "JSON of " + count + " elements in " + bytes + " bytes, " + (end - at) + " left");
    }
    return (int) count;
  }

  private int offset(int container, int at, int width, int end) {
    long offset = number(at, width, end);
    if (offset > end - container) {
      throw new Unsound("JSON offset " + offset + " in " + (end - container) + " bytes");
    }
    return container + (int) offset;
  }

  /// A length in front of bytes: in the lower half how many bytes it takes itself, in the upper its
  /// value, which fits.
  private long length(int at, int end) {
    long value = 0;
    for (int i = 0; i < LENGTH_BYTES_MAX; i++) {
      long part = number(at + i, 1, end);
      value |= (part & 0x7F) << (7 * i);
      if (part < 0x80) {
        int bytes = i + 1;
        need(at + bytes, value, end);
        return value << 32 | bytes;
      }
    }
    throw new Unsound("JSON length of more than " + LENGTH_BYTES_MAX + " bytes");
  }

  private long number(int at, int bytes, int end) {
    need(at, bytes, end);
    return Numbers.uint(array, at, bytes);
  }

  private static void need(int at, long bytes, int end) {
    if (bytes > end - at) {
      throw new Unsound("JSON needs " + bytes + " bytes, " + Math.max(0, end - at) + " left");
    }
  }
}
