package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionKeyTest {
  private final PartitionKey keys = new PartitionKey();

  private String fit(String key) {
    return keys.fit(ByteSlice.utf8(key)).utf8();
  }

  @Test
  void whatFitsStaysAsItIs() {
    for (String key : Set.of("a", "shop.orders/1", "x".repeat(256), "€".repeat(256))) {
      assertThat(fit(key)).isEqualTo(key);
    }
  }

  @Test
  void aLongKeyIsCutAndEndsInItsDigest() {
    assertThat(fit("x".repeat(257)))
        .isEqualTo("x".repeat(223) + "~15eb95a462ee20bd91a415ae2d4aed34")
        .hasSize(256);
  }

  @Test
  void noCharacterIsCutInHalf() {
    for (int before = 0; before < 4; before++) {
      String fitted = fit("a".repeat(before) + "🛶".repeat(200));
      assertThat(fitted).hasSizeLessThanOrEqualTo(256).doesNotContain("\uFFFD").doesNotContain("?");
      assertThat(fitted.codePoints().filter(c -> c == 0x1F6F6).count()).isBetween(109L, 111L);
    }
  }

  // Else all rows whose keys begin alike would go to one shard.
  @Test
  void longKeysThatBeginAlikeStayDifferent() {
    var fitted = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      fitted.add(fit("x".repeat(300) + i));
    }
    assertThat(fitted).hasSize(1_000);
  }

  @Test
  void anEmptyKeyBecomesOneThatTheServiceTakes() {
    assertThat(fit("")).isEqualTo("-");
  }
}
