package io.wherry.column;

import io.wherry.bytes.ByteWriter;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// MariaDB's INET4 and INET6 in a row image: those of a BINARY(4) or BINARY(16), without zeros at
/// the end.
///
/// ```text
///   | 02 | FE 80 |                              fe80::
///   | 10 | 00 … 00 FF FF 01 02 03 04 |          ::ffff:1.2.3.4
/// ```
///
/// The longest run of zero groups, the first of equals, even a single one, is shown as `::`. The
/// last four bytes are shown in decimal behind six groups of zeros, or behind five and `ffff`.
/// Source: MariaDB Knowledge Base, "INET6"; the text as 10.11.18 and 11.8.9 show it.
final class InetColumn extends ColumnDecoder {
  private static final int GROUPS = 8;
  private static final byte[] HEX = CharacterSet.bytes("0123456789abcdef");

  private final int bytes;

  /// @param bytes 4 or 16
  InetColumn(Column column, int bytes) {
    super(column);
    this.bytes = bytes;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (length > bytes) {
      throw new Unsound("an address of " + length + " bytes instead of " + bytes);
    }
    ByteWriter out = scratch.out;
    out.clear();
    if (bytes == 4) {
      decimal(array, at, length, 0, out);
    } else {
      groups(array, at, length, out);
    }
    visitor.text(column, scratch.built());
  }

  private static void groups(byte[] array, int at, int length, ByteWriter out) {
    int gap = -1;
    int gapEnd = -1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(array, at, length, end) == 0) {
        end++;
      }
      if (end - i > gapEnd - gap) {
        gap = i;
        gapEnd = end;
      }
      i = end;
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.write(':');
        out.write(':');
        i = gapEnd;
      } else if (i > 0) {
        out.write(':');
      }
      if (i == 6 && gap == 0 && isIpv4(array, at, length, gapEnd)) {
        decimal(array, at, length, 12, out);
        return;
      }
      if (i < GROUPS) {
        hex(group(array, at, length, i), out);
      }
    }
  }

  private static boolean isIpv4(byte[] array, int at, int length, int gapEnd) {
    return gapEnd == 6 || (gapEnd == 5 && group(array, at, length, 5) == 0xFFFF);
  }

  private static int group(byte[] array, int at, int length, int index) {
    return octet(array, at, length, 2 * index) << 8 | octet(array, at, length, 2 * index + 1);
  }

  private static int octet(byte[] array, int at, int length, int index) {
    return index < length ? array[at + index] & 0xFF : 0;
  }

  private static void decimal(byte[] array, int at, int length, int first, ByteWriter out) {
    for (int i = first; i < first + 4; i++) {
      if (i > first) {
        out.write('.');
      }
      out.decimal(octet(array, at, length, i));
    }
  }

  private static void hex(int group, ByteWriter out) {
    boolean begun = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = group >> shift & 0xF;
      begun |= digit != 0 || shift == 0;
      if (begun) {
        out.write(HEX[digit]);
      }
    }
  }
}
