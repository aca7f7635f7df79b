package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.PutEntries;
import io.wherry.kinesis.PutOutcomes;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.ShardReader;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.kinesis.StreamDescription;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShardMapTest {
  private static Shard shard(String id) {
    return new Shard(id, BigInteger.ZERO, BigInteger.TWO, List.of(), true);
  }

  /// A service that is only ever asked for its shards.
  private static final class Shards implements KinesisApi {
    final Semaphore asked = new Semaphore(0);
    volatile List<Shard> shards = List.of();

    @Override
    public List<Shard> shards() {
      List<Shard> answer = shards;
      asked.release();
      if (answer.isEmpty()) {
        throw new KinesisException("not allowed", null);
      }
      return answer;
    }

    @Override
    public Optional<StreamDescription> describe() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void create(StreamCapacity capacity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StreamDescription awaitActive(Duration atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StreamDescription awaitReadable(Duration atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ShardReader reader(String shard, ReadFrom from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(PutEntries entries, PutOutcomes outcomes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void aRecordInAnUnknownShardMakesItAskAgainAndNotTooOften() throws Exception {
    var service = new Shards();
    var bell = new Semaphore(0);
    var map = new ShardMap(service, List.of(shard("a")), bell::release);
    map.seen("a");
    assertThat(map.isStale()).isFalse();
    map.seen("b");
    assertThat(map.isStale()).isTrue();
    assertThat(map.step(0)).isNull();
    assertThat(service.asked.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    // The first asking failed; pacing by an old map goes on until the next.
    assertThat(map.step(ShardMap.ASK_EVERY - 1)).isNull();
    service.shards = List.of(shard("a"), shard("b"));
    assertThat(map.step(ShardMap.ASK_EVERY)).isNull();
    assertThat(bell.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    assertThat(map.step(ShardMap.ASK_EVERY)).containsExactly(shard("a"), shard("b"));
    assertThat(service.asked.availablePermits()).isEqualTo(1);
    map.seen("b");
    assertThat(map.isStale()).isFalse();
  }
}
