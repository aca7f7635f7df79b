package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.ShardLayout;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class HashLanesTest {
  // A key that changes its lane between two versions changes its shard: a consumer that lags sees
  // its rows out of order.
  @Test
  void theLaneOfAKeyStaysTheSameForEver() {
    assertThat(HashLanes.COUNT).isEqualTo(1_024);
    assertThat(HashLanes.of(ByteSlice.utf8("shop.orders/1"))).isEqualTo(707);
    assertThat(HashLanes.of(ByteSlice.utf8("shop.orders/2"))).isEqualTo(88);
    assertThat(HashLanes.of(ByteSlice.utf8("shop.notes"))).isEqualTo(145);
    assertThat(HashLanes.of(ByteSlice.utf8(""))).isZero();
  }

  @Test
  void aLanesHashKeyLiesInTheMiddleOfItsSlice() {
    BigInteger slice = BigInteger.ONE.shiftLeft(118);
    for (int lane = 0; lane < HashLanes.COUNT; lane++) {
      var hashKey = new BigInteger(HashLanes.hashKey(lane));
      assertThat(hashKey.divide(slice).intValueExact()).isEqualTo(lane);
      assertThat(ShardLayout.hash(hashKey)).isEqualTo(HashLanes.hash(lane));
      assertThat(HashLanes.ofHash(HashLanes.hash(lane))).isEqualTo(lane);
    }
    assertThat(HashLanes.partitionKey(7)).isEqualTo("lane-0007");
  }

  @Test
  void keysSpreadOverAllLanes() {
    int[] counts = new int[HashLanes.COUNT];
    for (int i = 0; i < 1_024_000; i++) {
      counts[HashLanes.of(ByteSlice.utf8("shop.orders/" + i))]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(800, 1_200);
    }
  }
}
