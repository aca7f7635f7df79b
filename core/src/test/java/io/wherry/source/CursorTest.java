package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.change.Position;
import io.wherry.mysql.DumpFrom;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Position START = new Position("s", "b.000001", 7, 4, "", 0);

  private final Cursor cursor = new Cursor(START, false, null, false);

  @Test
  void insideATransactionItIsTheStartAndTheRowsDone() {
    cursor.begin(100);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 100, "", 0));
    cursor.rowDelivered();
    cursor.rowDelivered();
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 100, "", 2));
    cursor.behind(300);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 300, "", 0));
    cursor.file("b.000002", 4);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000002", 0, 4, "", 0));
  }

  // To count the rows that come again would skip as many behind them.
  @Test
  void whatIsReadAgainIsNotCountedTwice() {
    cursor.begin(100);
    cursor.rowDelivered();
    cursor.reconnected();
    assertThat(cursor.resumes()).isTrue();
    assertThat(cursor.dumpFrom()).isEqualTo(new DumpFrom.At("b.000001", 100));
    cursor.begin(100);
    assertThat(cursor.resumes()).isFalse();
    cursor.rowDelivered();
    assertThat(cursor.position().rows()).isEqualTo(2);
  }

  // MariaDB does not always say where an event ends: then the rows done say it.
  @Test
  void aCommitWithoutAPlaceStaysAtTheTransactionWithAllItsRows() {
    cursor.begin(100);
    cursor.rowDelivered();
    cursor.behind(-1);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 100, "", 1));
    cursor.begin(200);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 200, "", 0));
  }

  // A server cannot be asked for a place behind 4 GiB.
  @Test
  void behindFourGibibytesItStaysAtTheTransactionThatWentSoFar() {
    cursor.begin(100);
    cursor.rowDelivered();
    cursor.behind(0x1_0000_0010L);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 100, "", 1));
    cursor.begin(0x1_0000_0010L);
    cursor.rowDelivered();
    cursor.behind(0x1_0000_0400L);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000001", 7, 100, "", 1));
    cursor.file("b.000002", 4);
    assertThat(cursor.position()).isEqualTo(new Position("s", "b.000002", 0, 4, "", 0));
  }

  @Test
  void triesGetRarerUpToABoundAndNeverComeAllAtOnce() {
    var reconnection = new Reconnection(new Random(1), Clocks.system());
    for (int attempt = 1; attempt < 100; attempt++) {
      long full = Math.min(Reconnection.MILLIS_MAX, 200L << Math.min(attempt - 1, 30));
      assertThat(reconnection.delay(attempt))
          .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
    assertThat(reconnection.delay(100)).isNotEqualTo(reconnection.delay(100));
  }
}
