package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Which transactions stand in the files before this one: the second event of a file. In text form,
/// as the servers write GTID sets.
///
/// ```text
///   PREVIOUS_GTIDS   | count 8 | { uuid 16 | intervals 8 | { first 8 | behind 8 }… }…
///     with tags      | 01 | count 6 | 01 | { uuid 16 | 2 × length 1 | tag | intervals 8 | … }…
///   GTID_LIST        | count 4 (28 bits) | { domain 4 | server 4 | sequence 8 }…
/// ```
///
/// Source: MySQL 9 source documentation, "Previous_gtids_log_event" and "Gtid_set"; MariaDB
/// Knowledge Base, "GTID_LIST_EVENT".
public final class PreviousGtids {
  private static final int PREVIOUS_GTIDS = 35;
  private static final int GTID_LIST = 163;
  private static final int CHECKSUM_BYTES = 4;

  private PreviousGtids() {}

  /// Whether the event is one of the two.
  public static boolean is(EventHeader header) {
    return header.typeCode() == PREVIOUS_GTIDS || header.typeCode() == GTID_LIST;
  }

  /// `uuid:1-5:7,uuid:tag:1-2`, or MariaDB's `0-1-100,1-2-50`; empty before the first transaction.
  ///
  /// @param event the whole event from its header on
  /// @param checksums whether it ends in a CRC32
  /// @throws BinlogException when the bytes are not sound
  public static String read(EventHeader header, ByteSlice event, boolean checksums) {
    var in = new ByteReader().wrap(event);
    try {
      in.skip(EventHeader.BYTES);
      if (checksums) {
        in.dropLast(CHECKSUM_BYTES);
      }
      return header.typeCode() == GTID_LIST ? mariadb(in) : mysql(in);
    } catch (ByteReader.ShortInput e) {
      throw new BinlogException(header.typeName() + ": " + e.getMessage(), e);
    }
  }

  private static String mariadb(ByteReader in) {
    long count = in.uint32() & 0x0FFF_FFFF;
    List<String> gtids = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      gtids.add(in.uint32() + "-" + in.uint32() + "-" + Long.toUnsignedString(in.int64()));
    }
    return String.join(",", gtids);
  }

  private static String mysql(ByteReader in) {
    long head = in.int64();
    boolean tags = head >>> 56 == 1;
    long count = tags ? head << 8 >>> 16 : head;
    List<String> sets = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      var set = new StringBuilder();
      set.append(new UUID(in.uintBigEndian(8), in.uintBigEndian(8)));
      if (tags) {
        tag(in, set);
      }
      for (long intervals = in.int64(); intervals > 0; intervals--) {
        long first = in.int64();
        long last = in.int64() - 1;
        set.append(':').append(first);
        if (last > first) {
          set.append('-').append(last);
        }
      }
      sets.add(set.toString());
    }
    return String.join(",", sets);
  }

  private static void tag(ByteReader in, StringBuilder set) {
    int length = in.uint8() / 2;
    if (length > 0) {
      set.append(':').append(in.slice(length, new ByteSlice()).utf8());
    }
  }
}
