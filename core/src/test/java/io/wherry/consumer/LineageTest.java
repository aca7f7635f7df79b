package io.wherry.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A child read before its parent shows a row's later change first.
class LineageTest {
  private final Lineage lineage = new Lineage();

  private static Shard shard(String id, String... parents) {
    return new Shard(id, BigInteger.ZERO, BigInteger.ONE, List.of(parents), true);
  }

  @Test
  void aMergesChildWaitsForBothParents() {
    lineage.add(List.of(shard("c", "a", "b"), shard("b"), shard("a")));
    assertThat(lineage.ready()).containsExactlyInAnyOrder("a", "b");
    lineage.ended("a");
    assertThat(lineage.ready()).isEmpty();
    lineage.ended("b");
    assertThat(lineage.ready()).containsExactly("c");
    assertThat(lineage.isDone()).isFalse();
    lineage.ended("c");
    assertThat(lineage.isDone()).isTrue();
  }

  @Test
  void aChildIsReadOnceThoughBothParentsTellOfIt() {
    lineage.add(List.of(shard("a"), shard("b")));
    lineage.ready();
    lineage.add(List.of(shard("c", "a", "b")));
    lineage.ended("a");
    lineage.add(List.of(shard("c", "a", "b")));
    lineage.ended("b");
    assertThat(lineage.ready()).containsExactly("c");
    assertThat(lineage.ready()).isEmpty();
  }

  // Records, and with them closed shards, expire: waiting for such a parent would be for ever.
  @Test
  void aParentThatIsNoLongerListedIsNotWaitedFor() {
    lineage.add(List.of(shard("c", "gone", "b"), shard("b", "gone")));
    assertThat(lineage.ready()).containsExactly("b");
    lineage.ended("b");
    assertThat(lineage.ready()).containsExactly("c");
  }

  @Test
  void whatIsSkippedIsNeitherReadNorWaitedFor() {
    lineage.skip(List.of(shard("closed")));
    lineage.add(List.of(shard("closed"), shard("open", "closed")));
    assertThat(lineage.ready()).containsExactly("open");
    assertThat(lineage.lacksParentOf(List.of(shard("x", "closed", "open")))).isFalse();
  }

  // b was split into b1 and b2, then a and b1 were merged into c: a, read first, tells of c.
  @Test
  void aParentThatNobodyHasToldOfYetIsNoticed() {
    lineage.add(List.of(shard("a"), shard("b")));
    lineage.ready();
    List<Shard> told = List.of(shard("c", "a", "b1"));
    assertThat(lineage.lacksParentOf(told)).isTrue();
    lineage.add(
        List.of(shard("a"), shard("b"), shard("b1", "b"), shard("b2", "b"), shard("c", "a", "b1")));
    lineage.ended("a");
    assertThat(lineage.ready()).isEmpty();
    lineage.ended("b");
    assertThat(lineage.ready()).containsExactly("b1", "b2");
    lineage.ended("b1");
    assertThat(lineage.ready()).containsExactly("c");
  }
}
