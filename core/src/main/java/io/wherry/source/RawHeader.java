package io.wherry.source;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;

/// The header of an event that is only glanced at, so that most events of a long stretch cost next
/// to nothing.
///
/// ```text
///   | seconds 4 | type 1 | server 4 | size 4 | next position 4 | flags 2 |
/// ```
///
/// Source: MySQL internals, "Binlog Event header".
final class RawHeader {
  static final int QUERY = 2;
  static final int ROTATE = 4;
  static final int FORMAT_DESCRIPTION = 15;
  static final int XID = 16;
  static final int TABLE_MAP = 19;
  static final int ROWS_V1_FIRST = 23;
  static final int ROWS_V1_LAST = 25;
  static final int ROWS_FIRST = 30;
  static final int ROWS_LAST = 32;
  static final int GTID = 33;
  static final int ANONYMOUS_GTID = 34;
  static final int PREVIOUS_GTIDS = 35;
  static final int XA_PREPARE = 38;
  static final int TRANSACTION_PAYLOAD = 40;
  static final int GTID_TAGGED = 42;
  static final int MARIADB_GTID = 162;
  static final int MARIADB_GTID_LIST = 163;
  static final int MARIADB_QUERY_COMPRESSED = 165;
  static final int MARIADB_ROWS_COMPRESSED_FIRST = 166;
  static final int MARIADB_ROWS_COMPRESSED_LAST = 171;

  private static final int TYPE_AT = 4;
  private static final int SIZE_AT = 9;
  private static final int NEXT_POSITION_AT = 13;

  private RawHeader() {}

  static int type(ByteSlice event) {
    return event.at(TYPE_AT) & 0xFF;
  }

  /// Whether the type is that of a statement.
  static boolean isQuery(int type) {
    return type == QUERY || type == MARIADB_QUERY_COMPRESSED;
  }

  /// When the event was logged, in seconds since 1970.
  static long timestampSeconds(ByteSlice event, ByteReader in) {
    return in.wrap(event).uint32();
  }

  /// Bytes of the event, of which only the beginning may be there.
  static long size(ByteSlice event, ByteReader in) {
    in.wrap(event).skip(SIZE_AT);
    return in.uint32();
  }

  /// Whether the type is one of MariaDB's for changed rows.
  static boolean isRows(int type) {
    return (type >= ROWS_FIRST && type <= ROWS_LAST)
        || (type >= ROWS_V1_FIRST && type <= ROWS_V1_LAST)
        || (type >= MARIADB_ROWS_COMPRESSED_FIRST && type <= MARIADB_ROWS_COMPRESSED_LAST);
  }

  /// Where the next event starts, modulo 2³²; 0 where the log does not say.
  static long nextPosition(ByteSlice event, ByteReader in) {
    in.wrap(event).skip(NEXT_POSITION_AT);
    return in.uint32();
  }
}
