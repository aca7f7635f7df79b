package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What stands in the files before, as the second event of a file says it.
class PreviousGtidsTest {
  // As MySQL 9.7.4 logged it after nine transactions and a tagged one.
  private static final String TAGGED =
      "863b036b230100000077000000f600000080000102000000000001c765b7"
          + "7fe6a611f1be8302fc000000010001000000000000000100000000000000"
          + "0a00000000000000c765b77fe6a611f1be8302fc000000010c7461676765"
          + "6401000000000000000100000000000000020000000000000025ba73a7";

  @Test
  void tagsAreToldFromPlainNumbers() {
    assertThat(read(HexFormat.of().parseHex(TAGGED), true))
        .isEqualTo(
            "c765b77f-e6a6-11f1-be83-02fc00000001:1-9,"
                + "c765b77f-e6a6-11f1-be83-02fc00000001:tagged:1");
  }

  @Test
  void aSetWithoutTagsHasAllItsIntervals() {
    var body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(1).put(HexFormat.of().parseHex("c765b77fe6a611f1be8302fc00000001"));
    body.putLong(2).putLong(1).putLong(6).putLong(8).putLong(9);
    assertThat(read(event(35, body), false))
        .isEqualTo("c765b77f-e6a6-11f1-be83-02fc00000001:1-5:8");
    assertThat(read(event(35, ByteBuffer.allocate(8).position(8)), false)).isEmpty();
  }

  @Test
  void aListOfMariadbHasTheLastOfEachDomainAndServer() {
    var body = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    body.putInt(2 | 0x1000_0000).putInt(0).putInt(1).putLong(100).putInt(7).putInt(2).putLong(-1);
    assertThat(read(event(163, body), false)).isEqualTo("0-1-100,7-2-18446744073709551615");
  }

  // A count that promises more than the event holds must not be believed.
  @Test
  void aCutEventIsRefused() {
    var body = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1_000_000_000);
    assertThatThrownBy(() -> read(event(35, body), false))
        .isInstanceOf(BinlogException.class)
        .hasMessage("PREVIOUS_GTIDS: needs 8 bytes, 0 left");
  }

  private static byte[] event(int type, ByteBuffer body) {
    var event = new ByteWriter();
    event.write(new byte[4]);
    event.write(type);
    event.write(new byte[14]);
    body.flip();
    while (body.hasRemaining()) {
      event.write(body.get());
    }
    byte[] bytes = event.copy();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(9, bytes.length);
    return bytes;
  }

  private static String read(byte[] event, boolean checksums) {
    var reader = new EventReader(checksums);
    reader.startAt("binlog.000002", 127);
    assertThat(reader.read(ByteSlice.of(event))).isEqualTo(EventType.PASSED);
    assertThat(PreviousGtids.is(reader.header())).isTrue();
    return PreviousGtids.read(reader.header(), ByteSlice.of(event), checksums);
  }
}
