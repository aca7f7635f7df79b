package io.wherry.kinesis;

import io.wherry.bytes.ByteWriter;
import java.util.List;
import java.util.Map;

/// Writes the few forms of CBOR that Kinesis's answers need. Source: RFC 8949, section 3.
final class Cbor {
  private static final int UNSIGNED = 0;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  private Cbor() {}

  static byte[] bytes(Object value) {
    var out = new ByteWriter();
    write(value, out);
    return out.copy();
  }

  private static void write(Object value, ByteWriter out) {
    switch (value) {
      case Integer number -> head(UNSIGNED, number, out);
      case String text -> {
        head(TEXT, text.length(), out);
        out.utf8(text);
      }
      case byte[] bytes -> {
        head(BYTES, bytes.length, out);
        out.write(bytes);
      }
      case List<?> list -> {
        head(ARRAY, list.size(), out);
        list.forEach(element -> write(element, out));
      }
      case Map<?, ?> map -> {
        head(MAP, map.size(), out);
        map.forEach((key, element) -> {
          write(key, out);
          write(element, out);
        });
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static void head(int major, int count, ByteWriter out) {
    out.write(major << 5 | 26);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(count >>> shift);
    }
  }
}
