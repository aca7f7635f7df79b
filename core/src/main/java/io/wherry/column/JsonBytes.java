package io.wherry.column;

import io.wherry.bytes.Numbers;

/// The numbers and places in a binary JSON document, each checked against what holds it. [JsonText]
/// has the layout.
final class JsonBytes {
  static final int SMALL_OBJECT = 0;
  static final int LARGE_OBJECT = 1;
  static final int SMALL_ARRAY = 2;
  static final int LARGE_ARRAY = 3;
  static final int LITERAL = 4;
  static final int INT16 = 5;
  static final int UINT16 = 6;
  static final int INT32 = 7;
  static final int UINT32 = 8;
  static final int INT64 = 9;
  static final int UINT64 = 10;
  static final int DOUBLE = 11;
  static final int STRING = 12;
  static final int OPAQUE = 15;

  /// Bytes of a key's length in its entry.
  static final int KEY_LENGTH_BYTES = 2;

  private static final int LENGTH_BYTES_MAX = 5;

  private byte[] array = {};

  JsonBytes wrap(byte[] array) {
    this.array = array;
    return this;
  }

  byte[] array() {
    return array;
  }

  /// Whether a value of this kind lies in its entry itself.
  static boolean inside(int kind, int width) {
    return switch (kind) {
      case LITERAL, INT16, UINT16 -> true;
      case INT32, UINT32 -> width == 4;
      default -> false;
    };
  }

  /// Number of elements, whose entries of so many bytes each fit into the container, and that into
  /// what holds it.
  int count(int at, int end, int width, int entryBytes) {
    long count = number(at, width, end);
    long bytes = number(at + width, width, end);
    if (bytes > end - at || 2L * width + count * entryBytes > bytes) {
      throw new Unsound(
          "JSON of " + count + " elements in " + bytes + " bytes, " + (end - at) + " left");
    }
    return (int) count;
  }

  int offset(int container, int at, int width, int end) {
    long offset = number(at, width, end);
    if (offset > end - container) {
      throw new Unsound("JSON offset " + offset + " in " + (end - container) + " bytes");
    }
    return container + (int) offset;
  }

  /// A length in front of bytes: in the lower half how many bytes it takes itself, in the upper its
  /// value, which fits.
  long length(int at, int end) {
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

  long number(int at, int bytes, int end) {
    need(at, bytes, end);
    return Numbers.uint(array, at, bytes);
  }

  static void need(int at, long bytes, int end) {
    if (bytes > end - at) {
      throw new Unsound("JSON needs " + bytes + " bytes, " + Math.max(0, end - at) + " left");
    }
  }
}
