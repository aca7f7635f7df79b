package io.wherry.column;

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

  private static final byte[] NULL = CharacterSet.bytes("null");
  private static final byte[] TRUE = CharacterSet.bytes("true");
  private static final byte[] FALSE = CharacterSet.bytes("false");

  private final JsonScalars scalars = new JsonScalars();
  private final JsonBytes bytes = new JsonBytes();
  private ByteWriter out = new ByteWriter();
  private long outMax;

  /// Appends the document in `array[at]` to `array[at + length - 1]` to `out`.
  ///
  /// @throws Unsound when it is none
  void append(byte[] array, int at, int length, ByteWriter out) {
    begin(length, out);
    if (length == 0) {
      // What the server stores for a NOT NULL column that was never given a value.
      out.write(NULL);
      return;
    }
    value(array, array[at], at + 1, at + length, 0);
  }

  /// Prepares for documents of so many bytes in all, whose text goes to `out`.
  void begin(int length, ByteWriter out) {
    this.out = out;
    this.outMax = out.length() + GROWTH_MAX * (length + 1L);
  }

  /// Appends one value of a document.
  ///
  /// @param end index behind what holds it
  /// @throws Unsound when it is none
  void value(byte[] array, int kind, int at, int end, int depth) {
    bytes.wrap(array);
    value(kind, at, end, depth);
  }

  private void value(int kind, int at, int end, int depth) {
    if (out.length() > outMax) {
      throw new Unsound("JSON whose parts overlap");
    }
    if (depth > DEPTH_MAX) {
      throw new Unsound("JSON nested deeper than " + DEPTH_MAX);
    }
    switch (kind) {
      case JsonBytes.SMALL_OBJECT -> object(at, end, 2, depth);
      case JsonBytes.LARGE_OBJECT -> object(at, end, 4, depth);
      case JsonBytes.SMALL_ARRAY -> array(at, end, 2, depth);
      case JsonBytes.LARGE_ARRAY -> array(at, end, 4, depth);
      case JsonBytes.LITERAL -> literal((int) bytes.number(at, 1, end));
      case JsonBytes.INT16 -> out.decimal(bytes.number(at, 2, end) << 48 >> 48);
      case JsonBytes.UINT16 -> out.decimal(bytes.number(at, 2, end));
      case JsonBytes.INT32 -> out.decimal(bytes.number(at, 4, end) << 32 >> 32);
      case JsonBytes.UINT32 -> out.decimal(bytes.number(at, 4, end));
      case JsonBytes.INT64 -> out.decimal(bytes.number(at, 8, end));
      case JsonBytes.UINT64 -> out.unsignedDecimal(bytes.number(at, 8, end));
      case JsonBytes.DOUBLE -> scalars.real(Double.longBitsToDouble(bytes.number(at, 8, end)), out);
      case JsonBytes.STRING -> {
        long header = bytes.length(at, end);
        scalars.string(bytes.array(), at + (int) header, (int) (header >>> 32), out);
      }
      case JsonBytes.OPAQUE -> {
        int type = (int) bytes.number(at, 1, end);
        long header = bytes.length(at + 1, end);
        scalars.opaque(type, bytes.array(), at + 1 + (int) header, (int) (header >>> 32), out);
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
    int count = bytes.count(at, end, width, width + JsonBytes.KEY_LENGTH_BYTES + 1 + width);
    int last = at + (int) bytes.number(at + width, width, end);
    int keys = at + 2 * width;
    int values = keys + count * (width + JsonBytes.KEY_LENGTH_BYTES);
    out.write('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        separator();
      }
      int key = keys + i * (width + JsonBytes.KEY_LENGTH_BYTES);
      int length = (int) bytes.number(key + width, JsonBytes.KEY_LENGTH_BYTES, last);
      int from = bytes.offset(at, key, width, last);
      JsonBytes.need(from, length, last);
      scalars.string(bytes.array(), from, length, out);
      out.write(':');
      out.write(' ');
      entry(at, values + i * (1 + width), width, last, depth);
    }
    out.write('}');
  }

  private void array(int at, int end, int width, int depth) {
    int count = bytes.count(at, end, width, 1 + width);
    int last = at + (int) bytes.number(at + width, width, end);
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
    int kind = bytes.array()[at];
    boolean inside = JsonBytes.inside(kind, width);
    value(kind, inside ? at + 1 : bytes.offset(container, at + 1, width, end), end, depth + 1);
  }
}
