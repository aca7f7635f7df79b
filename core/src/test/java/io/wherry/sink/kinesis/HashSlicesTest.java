package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashSlicesTest {
  private static final BigInteger END = BigInteger.TWO.pow(128);

  private static Shard shard(String id, BigInteger first, BigInteger end, boolean open) {
    return new Shard(id, first, end.subtract(BigInteger.ONE), List.of(), open);
  }

  // The expected values are Python's hashlib.md5(key).hexdigest()[:3].
  @Test
  void aSliceIsTheFirstTwelveBitsOfTheKeysMd5() {
    var slices = new HashSlices();
    assertThat(slices.of(ByteSlice.utf8("key-1"))).isEqualTo(0x21A);
    assertThat(slices.of(ByteSlice.utf8("shop.orders/123"))).isEqualTo(0xF6E);
    assertThat(slices.of(ByteSlice.utf8("é"))).isEqualTo(0x66D);
  }

  @Test
  void aSliceBelongsToTheOpenShardOfItsHashKeys() {
    BigInteger half = END.shiftRight(1);
    BigInteger quarter = END.shiftRight(2);
    int[] lanes =
        HashSlices.lanes(
            List.of(
                shard("a", BigInteger.ZERO, half, false),
                shard("b", half, END, true),
                shard("c", BigInteger.ZERO, quarter, true),
                shard("d", quarter, half, true)));
    assertThat(lanes).hasSize(4096);
    assertThat(lanes[0]).isEqualTo(1);
    assertThat(lanes[1023]).isEqualTo(1);
    assertThat(lanes[1024]).isEqualTo(2);
    assertThat(lanes[2047]).isEqualTo(2);
    assertThat(lanes[2048]).isZero();
    assertThat(lanes[4095]).isZero();
  }
}
