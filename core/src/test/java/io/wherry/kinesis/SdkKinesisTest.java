package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.server.KinesisLocal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SdkKinesisTest {
  @SuppressWarnings("NullAway.Init")
  private static KinesisLocal service;

  @BeforeAll
  static void start() {
    TestCredentials.set();
    service = KinesisLocal.start("rows:3");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static SdkKinesis client(String stream) {
    return new SdkKinesis(new KinesisOptions(stream, URI.create(service.endpoint()), null));
  }

  @Test
  void aStreamIsDescribed() {
    try (var kinesis = client("rows")) {
      StreamDescription found = kinesis.describe().orElseThrow();
      assertThat(found.arn()).endsWith(":stream/rows");
      assertThat(found.takesRecords()).isTrue();
      assertThat(found.openShards()).isEqualTo(3);
      assertThat(found.recordBytes()).isEqualTo(1 << 20);
      assertThat(found.created()).isNotNull();
    }
  }

  @Test
  void theShardsCoverTheSpaceOfHashKeys() {
    try (var kinesis = client("rows")) {
      List<Shard> shards = kinesis.shards();
      assertThat(shards).hasSize(3).allMatch(Shard::open);
      BigInteger next = BigInteger.ZERO;
      for (Shard shard : shards) {
        assertThat(shard.firstHash()).isEqualTo(next);
        next = shard.lastHash().add(BigInteger.ONE);
      }
      assertThat(next).isEqualTo(BigInteger.TWO.pow(128));
    }
  }

  @Test
  void aMissingStreamIsCreatedWithItsShards() {
    try (var kinesis = client("made-by-us")) {
      assertThat(kinesis.describe()).isEmpty();
      kinesis.create(StreamCapacity.parse("5"));
      assertThat(kinesis.awaitActive(KinesisLimits.CREATE_TIME).openShards()).isEqualTo(5);
      // Two starts at a time both create; the second must find the stream of the first good enough.
      kinesis.create(StreamCapacity.parse("5"));
    }
    try (var kinesis = client("made-on-demand")) {
      kinesis.create(StreamCapacity.parse("on-demand"));
      assertThat(kinesis.awaitActive(KinesisLimits.CREATE_TIME).takesRecords()).isTrue();
      assertThat(
              service
                  .client()
                  .describe("made-on-demand")
                  .path("StreamModeDetails")
                  .path("StreamMode")
                  .asText())
          .isEqualTo("ON_DEMAND");
    }
  }

  @Test
  void aMissingStreamHasItsLine() {
    try (var kinesis = client("nowhere")) {
      assertThatThrownBy(() -> kinesis.awaitActive(KinesisLimits.CREATE_TIME))
          .isInstanceOf(KinesisException.class)
          .hasMessage(
              "stream nowhere does not exist at %s: create it, or add"
                  + " --sink.create=SHARDS|on-demand",
              service.endpoint());
      assertThatThrownBy(kinesis::shards)
          .isInstanceOf(KinesisException.class)
          .hasMessageStartingWith("stream nowhere does not exist at ");
    }
  }
}
