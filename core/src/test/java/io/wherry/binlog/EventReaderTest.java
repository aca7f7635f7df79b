package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every event has in common: size, checksum, place, and what becomes of its type.
class EventReaderTest {
  /// MySQL 9.7.4, the first event of a dump whose session asked for CRC32.
  private static final String ROTATE_WITH_CHECKSUM =
      "0000000004010000002c0000000000000020000400000000000000"
          + "62696e6c6f672e303030303031e9d2ca6e";

  /// The server puts a checksum on it or not as the session asked, before any event could say so;
  /// taken wrongly, the file's name ends in four stray bytes or loses four.
  @Test
  void theRotateAtTheStartOfADumpIsReadAsTheSessionAskedForIt() {
    var checked = new EventReader(true);
    assertThat(checked.read(Events.hex(ROTATE_WITH_CHECKSUM))).isEqualTo(EventType.ROTATE);
    assertThat(checked.rotate().file()).isEqualTo("binlog.000001");
    assertThat(checked.rotate().position()).isEqualTo(4);
    var bare = new EventReader(false);
    ByteSlice rotate = Events.withoutChecksum(Events.hex(ROTATE_WITH_CHECKSUM));
    assertThat(bare.read(rotate)).isEqualTo(EventType.ROTATE);
    assertThat(bare.file()).isEqualTo("binlog.000001");
    assertThat(bare.header().artificial()).isTrue();
    assertThat(bare.nextPosition()).isEqualTo(4);
  }

  /// From the first FORMAT_DESCRIPTION on the log itself says whether there are checksums.
  @Test
  void theLogSaysWhetherItHasChecksums() {
    var reader = new EventReader(false);
    GoldenLog.firstAfterReading(reader, "mysql-9.7", EventType.FORMAT_DESCRIPTION);
    assertThat(reader.formatDescription().checksums()).isTrue();
    assertThat(reader.formatDescription().serverVersion()).isEqualTo("9.7.4-2");
    assertThat(reader.formatDescription().mariadb()).isFalse();
    assertThat(reader.formatDescription().createdSeconds()).isGreaterThan(1_700_000_000);
    assertThat(reader.read(Events.of(4, 0, 500, "0400000000000000" + "6162")))
        .isEqualTo(EventType.ROTATE);
    assertThat(reader.file()).isEqualTo("ab");
  }

  /// A damaged byte must stop the stream, not be published.
  @Test
  void aDamagedEventIsRefused() {
    var reader = Events.reader(false);
    byte[] event = Events.of(16, 0, 158, "0100000000000000").copy();
    event[20] ^= 1;
    assertThatThrownBy(() -> reader.read(ByteSlice.of(event)))
        .isInstanceOf(BinlogException.class)
        .hasMessageMatching(
            "binlog.000007:127 XID: its checksum is [0-9a-f]{8}, its bytes give [0-9a-f]{8};"
                + " the log or the connection is damaged");
  }

  /// While the server writes a file, its first event says so, with a checksum from before.
  @Test
  void aFileThatIsBeingWrittenToIsRead() {
    byte[] event = GoldenLog.events("mysql-9.7").getFirst().clone();
    event[17] = 1;
    var reader = GoldenLog.reader();
    assertThat(reader.read(ByteSlice.of(event))).isEqualTo(EventType.FORMAT_DESCRIPTION);
  }

  @Test
  void anEventOfAnotherSizeThanItsHeaderSaysIsRefused() {
    byte[] event = Events.of(16, 0, 158, "0100000000000000").copy();
    var reader = Events.reader(false);
    assertThatThrownBy(() -> reader.read(new ByteSlice().wrap(event, 0, event.length - 1)))
        .hasMessage("binlog.000007:127 XID: its size says 31 bytes, 30 came");
    assertThatThrownBy(() -> reader.read(new ByteSlice().wrap(event, 0, 10)))
        .hasMessageEndingWith(": needs 19 bytes, 10 left");
    assertThatThrownBy(() -> reader.read(Events.of(16, 0, 158, "01")))
        .hasMessage("binlog.000007:134 XID: needs 8 bytes, 1 left");
  }

  /// Nothing that changes data may be passed over because it is not decoded.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1   | START_V3: written by a server older than 5.6, which is not read
          6   | LOAD: written by a server older than 5.6, which is not read
          38  | XA_PREPARE: needs 1 bytes, 0 left
          99  | event type 99: unknown, and not marked as ignorable; this server is too new
          """)
  void whatIsNotDecodedStopsTheStream(int type, String line) {
    var reader = Events.reader(false);
    assertThatThrownBy(() -> reader.read(Events.of(type, 0, 150, "")))
        .isInstanceOf(BinlogException.class)
        .hasMessage("binlog.000007:127 " + line);
  }

  @Test
  void aRotateToNowhereIsRefused() {
    assertThatThrownBy(
            () -> Events.reader(false).read(Events.of(4, 0, 160, "ffffffffffffffff" + "6162")))
        .isInstanceOf(BinlogException.class)
        .hasMessage(
            "binlog.000007:127 ROTATE: it goes on at -1 of a file, whose events begin at 4");
  }

  /// What the server marks as ignorable changes no data; that is how it adds events.
  @ParameterizedTest
  @CsvSource({"3", "5", "9", "11", "13", "14", "17", "28", "35", "36", "37", "161", "163", "164"})
  void whatChangesNothingIsPassedOver(int type) {
    assertThat(Events.reader(true).read(Events.of(type, 0, 150, "00"))).isEqualTo(EventType.PASSED);
    assertThat(Events.reader(true).read(Events.of(99, 0x80, 150, "00")))
        .isEqualTo(EventType.PASSED);
  }

  /// MariaDB 11.8 logs no positions inside a transaction; a message must not claim one.
  @Test
  void aPlaceThatNobodyToldIsMarkedAsBehindTheLastKnownOne() {
    var reader = GoldenLog.reader();
    GoldenLog.firstAfterReading(reader, "mariadb-11.8", EventType.GTID);
    assertThat(reader.position()).isPositive();
    assertThat(reader.place()).isEqualTo("binlog.000007:" + reader.position() + " GTID");
    long behind = reader.nextPosition();
    reader.read(Events.of(160, 0, 0, ""));
    assertThat(reader.position()).isEqualTo(behind);
    reader.read(Events.of(16, 0, 0, "0100000000000000"));
    assertThat(reader.position()).isEqualTo(-1);
    assertThat(reader.nextPosition()).isEqualTo(-1);
    assertThat(reader.place()).isEqualTo("binlog.000007:~" + behind + " XID");
  }

  /// One transaction may fill a file beyond 4 GiB; the log's positions begin again at 0 there.
  @Test
  void positionsGoOnBeyondFourGibibytes() {
    var reader = Events.reader(false);
    for (long position = 1L << 30; position < 10L << 30; position += 1L << 30) {
      reader.read(Events.of(16, 0, position, "0100000000000000"));
      assertThat(reader.nextPosition()).isEqualTo((position & 0xFFFF_FFFFL) == 0 ? -1 : position);
    }
    reader.read(Events.of(16, 0, (9L << 30) + 31, "0100000000000000"));
    assertThat(reader.position()).isEqualTo(9L << 30);
  }

  /// A heartbeat comes between two events and stands nowhere.
  @Test
  void aHeartbeatLeavesThePlaceAlone() {
    var reader = Events.reader(false);
    long next = reader.nextPosition();
    assertThat(reader.read(Events.of(27, 0, 77_777, "6162"))).isEqualTo(EventType.HEARTBEAT);
    assertThat(reader.nextPosition()).isEqualTo(next);
    assertThat(reader.read(Events.of(41, 0, 0, "6162"))).isEqualTo(EventType.HEARTBEAT);
  }
}
