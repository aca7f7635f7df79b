package io.wherry.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.PutEntries;
import io.wherry.kinesis.PutOutcomes;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An endpoint that answers wrongly would make every figure measured in front of it meaningless.
class AcknowledgingServiceTest {
  private static final int RECORDS = 500;

  private record Keys() implements PutEntries {
    @Override
    public int count() {
      return RECORDS;
    }

    @Override
    public String partitionKey(int entry) {
      return "bench.orders/" + entry;
    }

    @Override
    public @Nullable String explicitHashKey(int entry) {
      return null;
    }

    @Override
    public byte[] data(int entry) {
      return ("{\"n\":" + "1".repeat(entry) + "}\n").getBytes(UTF_8);
    }
  }

  private static final class Checked implements PutOutcomes {
    private final List<Shard> shards;
    final Set<String> numbers = new HashSet<>();

    Checked(List<Shard> shards) {
      this.shards = shards;
    }

    @Override
    public void stored(int entry, String shard, String sequenceNumber) {
      assertThat(sequenceNumber).matches("49[0-9]{54}");
      numbers.add(sequenceNumber);
      BigInteger hash = hash("bench.orders/" + entry);
      Shard takes =
          shards.stream()
              .filter(s -> s.firstHash().compareTo(hash) <= 0 && hash.compareTo(s.lastHash()) <= 0)
              .findFirst()
              .orElseThrow();
      assertThat(shard).isEqualTo(takes.id());
    }

    @Override
    public void throttled(int entry) {
      throw new AssertionError("throttled");
    }

    @Override
    public void notStored(int entry, String why) {
      throw new AssertionError(why);
    }

    @Override
    public void unknown(int entry, String why) {
      throw new AssertionError(why);
    }
  }

  private static BigInteger hash(String key) {
    try {
      return new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRecordIsAcknowledgedInTheShardOfItsKey(KinesisOptions.Transport transport) {
    var counts = new ArrivalCounts();
    try (var service = new AcknowledgingService(7, Duration.ZERO, counts);
        var kinesis =
            new SdkKinesis(
                new KinesisOptions(
                    AcknowledgingService.STREAM, service.endpoint(), "us-east-1", transport))) {
      var checked = new Checked(kinesis.shards());
      kinesis.put(new Keys(), checked);
      assertThat(checked.numbers).hasSize(RECORDS);
      // Each record has as many bytes as its number, and seven more.
      assertThat(counts.counts()).startsWith(RECORDS + " " + (RECORDS * 499 / 2 + 7 * RECORDS));
    }
  }
}
