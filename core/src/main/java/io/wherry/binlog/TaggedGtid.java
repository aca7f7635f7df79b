package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.column.Unsound;

/// The body of a GTID with a tag (MySQL 8.3 on): numbered fields, of which the server leaves out
/// those that hold their default.
///
/// ```text
///   | version | bytes in all | last field one must know | field number, value | … |
///   0 flags  1 uuid, each byte a number  2 transaction number, signed  3 tag: length, bytes
///   4, 5 logical clock, signed  6 commit time here  7 commit time on the first server
///   8 length  9, 10 server versions  11 commit group
/// ```
///
/// Every number has 1 to 9 bytes: as many more as the first byte has ones at its low end; the rest
/// is the value. A signed one keeps its sign in the lowest bit. Source: MySQL 9 source
/// documentation, "Serialization library".
final class TaggedGtid {
  private static final int VERSION = 1;
  private static final int LAST_KNOWN_FIELD = 11;

  private TaggedGtid() {}

  static void read(ByteReader in, GtidEvent gtid) {
    long version = number(in);
    if (version != VERSION) {
      throw new Unsound("serialization version " + version + ", 1 is read");
    }
    number(in);
    long mustKnow = number(in);
    if (mustKnow > LAST_KNOWN_FIELD) {
      throw new Unsound("field " + mustKnow + " must be known and is not; the server is too new");
    }
    long immediate = GtidEvent.NO_TIME;
    long original = GtidEvent.NO_TIME;
    gtid.sequence(0);
    while (in.remaining() > 0) {
      int field = (int) number(in);
      switch (field) {
        case 1 -> {
          for (int i = 0; i < GtidEvent.UUID_BYTES; i++) {
            gtid.uuid()[i] = (byte) number(in);
          }
        }
        case 2 -> gtid.sequence(signed(number(in)));
        case 3 -> in.slice((int) Math.min(Integer.MAX_VALUE, number(in)), gtid.tag());
        case 6 -> immediate = number(in);
        case 7 -> original = number(in);
        case 0, 4, 5, 8, 9, 10, 11 -> number(in);
        default -> in.skip(in.remaining());
      }
    }
    gtid.times(immediate, original);
  }

  private static long signed(long bits) {
    return bits >>> 1 ^ -(bits & 1);
  }

  private static long number(ByteReader in) {
    int first = in.uint8();
    int more = Integer.numberOfTrailingZeros(~first);
    if (more >= 8) {
      return in.int64();
    }
    long rest = more == 0 ? 0 : in.uint(more);
    return rest << (7 - more) | first >>> (more + 1);
  }
}
