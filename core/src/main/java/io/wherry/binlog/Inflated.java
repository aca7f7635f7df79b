package io.wherry.binlog;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Numbers;
import io.wherry.column.Unsound;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The part of an event that MariaDB compressed (`log_bin_compress=ON`): the text of a
/// QUERY_COMPRESSED, the rows of a …_ROWS_COMPRESSED.
///
/// ```text
///   | 1 aaa 0 nnn | length uncompressed, n bytes (1 to 4), big-endian | zlib stream |
///       a: algorithm, 0 for zlib
/// ```
///
/// Source: MariaDB Knowledge Base, "Compressing Events to Reduce Size of the Binary Log"; the bytes
/// as 10.11.14 and 11.8.8 write them.
final class Inflated {
  private static final int HEAD_MASK = 0xF8;
  private static final int ZLIB = 0x80;
  private static final int LENGTH_BYTES = 0x07;
  private static final int LENGTH_BYTES_MAX = 4;

  /// The most bytes that one byte of DEFLATE can stand for. Source: zlib, "Technical Details".
  private static final int GROWTH_MAX = 1032;

  /// Bytes of a buffer that is kept; a larger one is let go at the next event.
  private static final int KEPT = 4 << 20;

  private final Inflater inflater = new Inflater();
  private final byte[] behind = new byte[1];
  private byte[] array = {};
  private int length;

  /// Decompresses what lies in `from[at]` to `from[limit - 1]`.
  ///
  /// @throws Unsound when it is no such part
  void read(byte[] from, int at, int limit) {
    int head = at < limit ? from[at] & 0xFF : 0;
    int data = at + 1 + (head & LENGTH_BYTES);
    int lengthBytes = head & LENGTH_BYTES;
    if ((head & HEAD_MASK) != ZLIB
        || lengthBytes == 0
        || lengthBytes > LENGTH_BYTES_MAX
        || data > limit) {
      throw new Unsound(
          "compressed data with the head %02x in %d bytes".formatted(head, limit - at));
    }
    long size = Numbers.uintBigEndian(from, at + 1, lengthBytes);
    if (size > (long) GROWTH_MAX * (limit - data) || size > ByteWriter.MAX_BYTES) {
      throw new Unsound("compressed data of " + size + " bytes in " + (limit - data) + " bytes");
    }
    if (size > array.length || array.length > KEPT) {
      array = new byte[0];
      array = grown(array, (int) Math.max(size, Math.min(KEPT, 2 * size)));
    }
    length = (int) size;
    inflate(from, data, limit - data);
  }

  private void inflate(byte[] from, int at, int count) {
    inflater.reset();
    inflater.setInput(from, at, count);
    try {
      int done = 0;
      while (done < length) {
        int more = inflater.inflate(array, done, length - done);
        if (more == 0) {
          throw new Unsound("compressed data that ends after " + done + " of " + length + " bytes");
        }
        done += more;
      }
      // The stream's own checksum is looked at when its end is read.
      if (inflater.inflate(behind) != 0 || !inflater.finished()) {
        throw new Unsound("compressed data that goes on behind its " + length + " bytes");
      }
    } catch (DataFormatException e) {
      throw new Unsound("compressed data that cannot be inflated: " + e.getMessage());
    }
  }

  /// Lets go of a large buffer.
  void letGo() {
    if (array.length > KEPT) {
      array = new byte[0];
    }
  }

  /// The bytes, from 0 to [#length()]; valid until the next read.
  byte[] array() {
    return array;
  }

  /// Number of bytes.
  int length() {
    return length;
  }

  /// A copy of an array with more room.
  ///
  /// @throws Unsound when the heap has none
  static byte[] grown(byte[] array, int room) {
    try {
      return Arrays.copyOf(array, Math.max(room, array.length));
    } catch (OutOfMemoryError e) {
      throw new Unsound(
          ("needs %d bytes, more than the heap of %d bytes has room for: give JAVA_OPTS a"
                  + " larger -Xmx")
              .formatted(room, Runtime.getRuntime().maxMemory()));
    }
  }
}
