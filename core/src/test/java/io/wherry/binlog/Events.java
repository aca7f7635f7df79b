package io.wherry.binlog;

import io.wherry.Damage;
import io.wherry.bytes.ByteSlice;
import java.util.HexFormat;

/// Events built by hand, for what no server writes on demand.
final class Events {
  private Events() {}

  /// An event with a header of its own and a checksum; the body in hexadecimal.
  static ByteSlice of(int type, int flags, long nextPosition, String body) {
    byte[] content = HexFormat.of().parseHex(body);
    byte[] event = new byte[EventHeader.BYTES + content.length + 4];
    event[0] = 1;
    event[4] = (byte) type;
    event[5] = 9;
    for (int i = 0; i < 4; i++) {
      event[13 + i] = (byte) (nextPosition >>> (8 * i));
    }
    event[17] = (byte) flags;
    event[18] = (byte) (flags >>> 8);
    System.arraycopy(content, 0, event, EventHeader.BYTES, content.length);
    Damage.seal(event);
    return ByteSlice.of(event);
  }

  /// The same without the checksum.
  static ByteSlice withoutChecksum(ByteSlice event) {
    byte[] bytes = java.util.Arrays.copyOf(event.copy(), event.length() - 4);
    bytes[9] = (byte) (bytes[9] - 4);
    return ByteSlice.of(bytes);
  }

  /// A whole event in hexadecimal.
  static ByteSlice hex(String event) {
    return ByteSlice.of(HexFormat.of().parseHex(event));
  }

  /// A reader that has read a FORMAT_DESCRIPTION of MySQL 9.7 or MariaDB with checksums on, at
  /// `binlog.000007:4`.
  static EventReader reader(boolean mariadb) {
    var reader = GoldenLog.reader();
    String log = mariadb ? "mariadb-11.8" : "mysql-9.7";
    GoldenLog.firstAfterReading(reader, log, EventType.FORMAT_DESCRIPTION);
    return reader;
  }
}
