package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import org.junit.jupiter.api.Test;

/// The names of transactions, as servers wrote them.
class GtidEventTest {
  private static final String UUID_BYTES = "25f9f788e6a411f1824702fc00000001";
  private static final String UUID = "25f9f788-e6a4-11f1-8247-02fc00000001";

  private final EventReader mysql = Events.reader(false);
  private final EventReader mariadb = Events.reader(true);

  private GtidEvent read(EventReader reader, int type, String body) {
    ByteSlice event = Events.of(type, 0, 500, body);
    assertThat(reader.read(event)).isEqualTo(EventType.GTID);
    return reader.gtid();
  }

  /// MySQL 9.7.4: a transaction of its own.
  @Test
  void mysqlNamesATransactionByServerAndNumber() {
    GtidEvent gtid =
        read(
            mysql,
            33,
            "01"
                + UUID_BYTES
                + "0100000000000000020000000000000000010000000000000036cf83dae16006be50620100");
    assertThat(gtid.id()).isEqualTo(UUID + ":1");
    assertThat(gtid.sequence()).isEqualTo(1);
    assertThat(gtid.anonymous()).isFalse();
    assertThat(gtid.mariadb()).isFalse();
    assertThat(gtid.originalCommitMicros()).isEqualTo(0x0660e1da83cf36L);
    assertThat(gtid.immediateCommitMicros()).isEqualTo(0x0660e1da83cf36L);
    var server = new ByteWriter();
    gtid.appendServer(server);
    assertThat(server.utf8()).isEqualTo(UUID);
  }

  /// A replica's log holds both times: when the first server committed, and when it did.
  @Test
  void aReplicaTellsBothCommitTimes() {
    GtidEvent gtid =
        read(
            mysql,
            33,
            "00"
                + UUID_BYTES
                + "ffffffffffffff7f02"
                + "00".repeat(16)
                + "02000000000080"
                + "01"
                + "000000000000");
    assertThat(gtid.id()).isEqualTo(UUID + ":9223372036854775807");
    assertThat(gtid.immediateCommitMicros()).isEqualTo(2);
    assertThat(gtid.originalCommitMicros()).isEqualTo(1);
  }

  /// MySQL 5.6 writes nothing behind the number.
  @Test
  void aShortOneHasNoTimes() {
    GtidEvent gtid = read(mysql, 33, "00" + UUID_BYTES + "1700000000000000");
    assertThat(gtid.id()).isEqualTo(UUID + ":23");
    assertThat(gtid.originalCommitMicros()).isEqualTo(GtidEvent.NO_TIME);
    assertThat(gtid.immediateCommitMicros()).isEqualTo(GtidEvent.NO_TIME);
  }

  @Test
  void anAnonymousOneHasNoName() {
    GtidEvent gtid =
        read(
            mysql,
            34,
            "01" + "00".repeat(24) + "020000000000000000010000000000000036cf83dae16006be");
    assertThat(gtid.anonymous()).isTrue();
    assertThat(gtid.id()).isEmpty();
    assertThat(gtid.originalCommitMicros()).isEqualTo(0x0660e1da83cf36L);
  }

  /// MySQL 9.7.4, `SET gtid_next='AUTOMATIC:blue'`: another layout altogether.
  @Test
  void aTagStandsBetweenServerAndNumber() {
    String uuid = "024ae503dd0321029903910222c50309028e04f10300000002";
    GtidEvent gtid =
        read(
            mysql,
            42,
            "02740000" + "00" + uuid + "04080608626c756508040a080c7fdc92fce2e16006102d041283120b");
    assertThat(gtid.id()).isEqualTo(UUID + ":blue:2");
    assertThat(gtid.immediateCommitMicros()).isEqualTo(0x0660e1e2fc92dcL);
    assertThat(gtid.originalCommitMicros()).isEqualTo(0x0660e1e2fc92dcL);
    assertThatThrownBy(() -> read(mysql, 42, "0400"))
        .hasMessage("binlog.000007:475 GTID_TAGGED: serialization version 2, 1 is read");
    assertThatThrownBy(() -> read(mysql, 42, "02301a00"))
        .hasMessage(
            "binlog.000007:473 GTID_TAGGED: field 13 must be known and is not;"
                + " the server is too new");
  }

  @Test
  void mariadbNamesATransactionByDomainServerAndNumber() {
    GtidEvent gtid = read(mariadb, 162, "640000000000000003000000" + "29" + "00".repeat(6));
    assertThat(gtid.id()).isEqualTo("3-9-100");
    assertThat(gtid.mariadb()).isTrue();
    assertThat(gtid.domain()).isEqualTo(3);
    assertThat(gtid.sequence()).isEqualTo(100);
    assertThat(gtid.standalone()).isTrue();
    assertThat(gtid.preparesXa()).isFalse();
    assertThat(gtid.completesXa()).isFalse();
    assertThat(gtid.originalCommitMicros()).isEqualTo(GtidEvent.NO_TIME);
    var server = new ByteWriter();
    gtid.appendServer(server);
    assertThat(server.utf8()).isEqualTo("9");
    assertThat(read(mariadb, 162, "010000000000000000000000" + "4c" + "00".repeat(9)).preparesXa())
        .isTrue();
    GtidEvent completed = read(mariadb, 162, "010000000000000000000000" + "81" + "00".repeat(9));
    assertThat(completed.completesXa()).isTrue();
    assertThat(completed.standalone()).isTrue();
  }
}
