package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// The limits of a shard, which the stream on one machine keeps unless it is told not to. No
/// emulator does. Source: Kinesis Data Streams developer guide, "Quotas and limits".
class ShardLimitsTest {
  private static final String TOO_MUCH = "ProvisionedThroughputExceededException";

  private LocalStream local;
  private Service service;

  @BeforeEach
  void start() {
    local = LocalStream.start(LocalStreamOptions.defaults());
    service = new Service(local.endpoint(), Wire.CBOR, Duration.ofMillis(10), Set.of(), Map.of());
  }

  @AfterEach
  void stop() {
    service.close();
    local.close();
  }

  /// A sink that was never throttled in a test loses or reorders rows in production.
  @Test
  void aShardTakesAThousandRecordsASecondAndRefusesTheOthersOneByOne() {
    TestStream stream = service.create(1);
    var entries = Collections.nCopies(500, TestStream.entry("key", "x"));
    var results = new ArrayList<PutRecordsResultEntry>();
    long start = System.nanoTime();
    while (results.stream().allMatch(r -> r.errorCode() == null) && results.size() < 10_000) {
      results.addAll(stream.putAll(entries));
    }
    double seconds = Math.max(1, (System.nanoTime() - start) / 1e9);
    List<PutRecordsResultEntry> refused =
        results.stream().filter(r -> r.errorCode() != null).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused)
        .allSatisfy(r -> {
          assertThat(r.errorCode()).isEqualTo(TOO_MUCH);
          assertThat(r.errorMessage()).contains("shardId-000000000000", stream.name());
          assertThat(r.sequenceNumber()).isNull();
          assertThat(r.shardId()).isNull();
        });
    assertThat((double) results.size() - refused.size()).isLessThanOrEqualTo(2_000 * seconds);
    assertThat(stored(stream)).isEqualTo(results.size() - refused.size());
  }

  @Test
  void aShardTakesAMebibyteASecond() {
    TestStream stream = service.create(1);
    var entries = Collections.nCopies(10, PutContract.sized("key", 500_000));
    assertThat(stream.putAll(entries))
        .extracting(PutRecordsResultEntry::errorCode)
        .startsWith((String) null)
        .contains(TOO_MUCH);
  }

  @Test
  void aCallWithOneRecordTooManyIsRefusedAsAWhole() {
    TestStream stream = service.create(1);
    String most = "x".repeat(900_000); // of a second's 1 MiB, so that a slow machine meets it too
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                stream.put("key", most);
              }
            })
        .isInstanceOf(ProvisionedThroughputExceededException.class);
  }

  /// Consumers that ask in a tight loop find out here.
  @Test
  void aShardIsReadFiveTimesASecond() {
    TestStream stream = service.create(1);
    String iterator = stream.iterator(ReadContract.SHARD, ShardIteratorType.TRIM_HORIZON);
    long start = System.nanoTime();
    int calls = 0;
    try {
      for (; calls < 1_000; calls++) {
        stream.records(iterator);
      }
    } catch (ProvisionedThroughputExceededException e) {
      assertThat(e.isThrottlingException()).isTrue();
    }
    double seconds = Math.max(1, (System.nanoTime() - start) / 1e9);
    assertThat((double) calls).isBetween(5.0, 10 * seconds);
  }

  private static int stored(TestStream stream) {
    return stream.read(ReadContract.SHARD).size();
  }
}
