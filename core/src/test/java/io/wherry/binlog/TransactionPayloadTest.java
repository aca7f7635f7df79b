package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.wherry.bytes.ByteSlice;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Transactions in one event, made by hand: what no server writes on demand, and what none should.
class TransactionPayloadTest {
  private static final String ZSTD = "020100";
  private static final String NONE = "0203fcff00";

  /// An XID of number 7, as it stands inside.
  private static final String XID = "01000000" + "10" + "09000000" + "1b000000" + "000000000000";

  private static final String XID_7 = XID + "0700000000000000";

  private final EventReader reader = Events.reader(false);

  private static ByteSlice event(String compression, int uncompressed, String payload) {
    String body =
        "0103fc%02x%02x".formatted((payload.length() / 2) & 0xFF, (payload.length() / 2) >>> 8)
            + compression
            + "0305fd%02x%02x%02x00".formatted(uncompressed & 0xFF, (uncompressed >>> 8) & 0xFF, 0)
            + "00"
            + payload;
    int size = 19 + body.length() / 2 + 4;
    return Events.of(40, 0, 1000 + size, body);
  }

  private static String compressed(String bytes) {
    return HexFormat.of().formatHex(Zstd.compress(HexFormat.of().parseHex(bytes)));
  }

  private void assertEnds(ByteSlice event, String line) {
    assertThatThrownBy(
            () -> {
              reader.read(event);
              while (reader.readInside() != null) {}
            })
        .isInstanceOf(BinlogException.class)
        .hasMessage("binlog.000007:1000 TRANSACTION_PAYLOAD" + line);
  }

  /// Its events have no place of their own: going on behind one of them would be going on nowhere.
  @Test
  void eventsInsideStandWhereTheWholeDoes() {
    for (ByteSlice event :
        new ByteSlice[] {
          event(NONE, 54, XID_7 + XID_7), event(ZSTD, 54, compressed(XID_7 + XID_7))
        }) {
      assertThat(reader.read(event)).isEqualTo(EventType.TRANSACTION_PAYLOAD);
      for (int i = 0; i < 2; i++) {
        assertThat(reader.inside()).isTrue();
        assertThat(reader.readInside()).isEqualTo(EventType.XID);
        assertThat(reader.xid()).isEqualTo(7);
        assertThat(reader.position()).isEqualTo(1000);
        assertThat(reader.nextPosition()).isEqualTo(1000 + event.length());
        assertThat(reader.place()).isEqualTo("binlog.000007:1000 TRANSACTION_PAYLOAD XID");
      }
      assertThat(reader.readInside()).isNull();
      assertThat(reader.inside()).isFalse();
    }
  }

  /// One that lies in a file, of which an array has the beginning only.
  @Test
  void aLargeOneIsReadFromABuffer() {
    ByteSlice event = event(ZSTD, 54, compressed(XID_7 + XID_7));
    var whole = ByteBuffer.allocateDirect(event.length()).put(event.copy()).flip();
    var head = new ByteSlice().wrap(event.array(), event.offset(), event.length() - 30);
    assertThat(reader.read(head, whole)).isEqualTo(EventType.TRANSACTION_PAYLOAD);
    assertThat(reader.readInside()).isEqualTo(EventType.XID);
    whole.put(event.length() - 10, (byte) ~whole.get(event.length() - 10));
    assertThatThrownBy(() -> reader.read(head, whole))
        .hasMessageStartingWith("binlog.000007:1000 TRANSACTION_PAYLOAD: its checksum is ");
  }

  @Test
  void whatIsNotSoundIsRefused() {
    assertEnds(
        event(NONE, 54, XID_7 + XID), " XID: it ends inside an event: needs 27 bytes, 19 left");
    assertEnds(event(NONE, 30, XID_7 + XID_7), " XID: an event of 27 bytes inside, 3 left");
    assertEnds(event(NONE, 26, XID_7), ": an event of 27 bytes inside, 26 left");
    assertEnds(event(NONE, 27, XID_7 + XID_7), " XID: more bytes inside than its field says");
    assertEnds(
        event("020101", 27, XID_7),
        ": compression 1; ZSTD and NONE are read: set" + " binlog_transaction_compression=OFF");
    assertEnds(event(ZSTD, 65535, "00"), ": 65535 bytes in a payload of 1 bytes");
    assertEnds(
        event(NONE, 27, XID_7.replaceFirst("^(.{8})10", "$104")),
        " ROTATE: an event that never stands inside another");
    assertThatThrownBy(
            () -> {
              reader.read(event(ZSTD, 27, XID_7));
              reader.readInside();
            })
        .isInstanceOf(BinlogException.class)
        .hasMessageStartingWith(
            "binlog.000007:1000 TRANSACTION_PAYLOAD: Zstandard data that cannot be read: ");
  }
}
