package io.wherry.column;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A `COMPRESSED` VARCHAR, VARBINARY, TEXT or BLOB of MariaDB in a row image: a length of one to
/// four bytes, a head, and the value as it is or deflated.
///
/// ```text
///   | 00 | value |                                  not compressed
///   | 8x | length of the value, big-endian | data |
///       x: bit 3 is set for plain DEFLATE, else zlib; bits 0 to 2: bytes of the length
/// ```
///
/// An empty value has no head. Source: MariaDB Knowledge Base, "Storage-Engine Independent Column
/// Compression"; the head as 10.11.18 and 11.8.9 write it.
final class CompressedColumn extends ColumnDecoder {
  private static final int METHOD = 0xF0;
  private static final int ZLIB = 0x80;
  private static final int PLAIN = 0x08;
  private static final int LENGTH_BYTES = 0x07;

  /// The most bytes that one byte of DEFLATE can stand for. Source: zlib, "Technical Details".
  private static final int GROWTH_MAX = 1032;

  private final ColumnDecoder inner;

  /// @param inner says the value once it is inflated
  CompressedColumn(Column column, ColumnDecoder inner) {
    super(column);
    this.inner = inner;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (length == 0) {
      inner.push(array, at, 0, scratch, visitor);
      return;
    }
    int head = array[at] & 0xFF;
    if (head == 0) {
      inner.push(array, at + 1, length - 1, scratch, visitor);
      return;
    }
    int data = 1 + (head & LENGTH_BYTES);
    if ((head & METHOD) != ZLIB || data > length) {
      throw new Unsound("a compressed value with the head %02x".formatted(head));
    }
    long size = Numbers.uintBigEndian(array, at + 1, data - 1);
    if (size > (long) GROWTH_MAX * (length - data) || size > ByteWriter.MAX_BYTES) {
      throw new Unsound(
          "a compressed value of " + size + " bytes in " + (length - data) + " bytes");
    }
    inflate(scratch, (head & PLAIN) != 0, array, at + data, length - data, (int) size);
    inner.push(scratch.inflated.array(), 0, (int) size, scratch, visitor);
  }

  private static void inflate(
      Scratch scratch, boolean plain, byte[] array, int at, int length, int size) {
    Inflater inflater = scratch.inflater(plain);
    inflater.setInput(array, at, length);
    scratch.inflated.clear();
    byte[] out = scratch.inflated.reserve(size);
    try {
      int done = 0;
      while (done < size) {
        int more = inflater.inflate(out, done, size - done);
        if (more == 0) {
          throw new Unsound(
              "a compressed value that ends after " + done + " of " + size + " bytes");
        }
        done += more;
      }
    } catch (DataFormatException e) {
      throw new Unsound("a compressed value that cannot be inflated: " + e.getMessage());
    }
  }
}
