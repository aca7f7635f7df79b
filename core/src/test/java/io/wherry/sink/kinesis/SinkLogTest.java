package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.KeyWaits;
import org.junit.jupiter.api.Test;

class SinkLogTest {
  private final SinkLog log = new SinkLog("rows", () -> 0);

  @Test
  void anOrderThatTheServiceBrokeIsSaid() {
    assertThat(log.disordered("shard a gave 9 to a record sent after 10 was acknowledged", 3))
        .isEqualTo(
            "stream rows: the service broke the order that delivery rests on, 3 times so far: shard"
                + " a gave 9 to a record sent after 10 was acknowledged: use"
                + " --sink.ordering=strict");
  }

  @Test
  void aRowThatHoldsUpAllIsSaidWithWhatHelps() {
    String before =
        "stream rows: nothing more is read: 48201 of the 50112 records that must be stored first"
            + " wait until an earlier one of";
    String behind =
        ": a row's records go one at a time, one a round trip; --sink.aggregate=true sends many in"
            + " one";
    assertThat(log.hot(new KeyWaits(50_112, 48_201, 47_900, "shop.counters/1")))
        .isEqualTo(
            before
                + " their row is stored, 47900 of them with partition key shop.counters/1"
                + behind);
    assertThat(log.hot(new KeyWaits(50_112, 48_201, 0, "")))
        .isEqualTo(before + " their row is stored" + behind);
  }

  @Test
  void aRecordThatIsTooLargeIsSaidWithWhatBecameOfIt() {
    ByteSlice key = ByteSlice.utf8("shop.blobs/\n7" + "x".repeat(200));
    String shown = "shop.blobs/?7" + "x".repeat(107) + "…";
    assertThat(log.tooLarge(key, 2_000_000, 1_048_576))
        .isEqualTo(
            "stream rows: the record with partition key "
                + shown
                + " is too large: 2000000 bytes with its key, 1048576 are accepted: raise the"
                + " stream's MaxRecordSizeInKiB (at most 10240), exclude the table, or give"
                + " --oversize=dead-letter");
    assertThat(
            log.deadLettered(
                key, 2_000_000, 1_048_576, new DeadLetterPlace.InFile("/var/dead", 42)))
        .isEqualTo(
            "stream rows: the record with partition key "
                + shown
                + " is too large: 2000000 bytes with its key, 1048576 are accepted: it is written"
                + " to /var/dead at byte 42, and a pointer is sent");
  }
}
