package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/// The library that most consumers on the JVM are written with, as it is published.
@Tag("server")
@Tag("slow")
class KinesisClientLibraryTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /// The library waits half a minute by itself before its first record, more on a busy machine.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /// How long it waits before it looks for shards and for leases; by itself a minute and 20
  /// seconds.
  private static final Duration LEASES = Duration.ofSeconds(1);

  /// How many records are stored after the reshard, enough for every child.
  private static final int RECORDS_AFTER = 500;

  /// It warns of what it has not looked up yet, once a call.
  @BeforeAll
  static void quiet() {
    if (LoggerFactory.getLogger("software.amazon.kinesis") instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }

  /// It asks for shards, filters, iterators and children in ways that no test of ours would think
  /// of; a shard it is not told of is never read.
  @Test
  void theKinesisClientLibraryReadsEverythingAcrossAReshard() throws Exception {
    var reading = new ShardReading();
    try (var local = LocalStream.start(LocalStreamOptions.defaults());
        var service = new Service(local.endpoint(), Wire.CBOR, Duration.ZERO, Set.of(), Map.of());
        var leases = new LeaseTables();
        var kinesis = kinesis(local.endpoint());
        var cloudWatch = cloudWatch(local.endpoint())) {
      TestStream stream = service.create(2);
      Scheduler scheduler = scheduler(stream.name(), kinesis, leases, cloudWatch, reading);
      Thread.ofPlatform().name("library").start(scheduler);
      var producer = new Producer(stream);
      Thread.ofVirtual().name("producer").start(producer);
      try {
        await(() -> !reading.data().isEmpty());
        stream.reshard(4);
        int before = producer.stored().size();
        await(() -> producer.stored().size() > before + RECORDS_AFTER);
        producer.stop();
        await(() -> reading.data().containsAll(producer.stored()));
        assertThat(reading.data()).isEqualTo(producer.stored());
      } finally {
        producer.stop();
        // Not startGracefulShutdown(): that blocks the pool in which the lease tables answer.
        assertThat(scheduler.createGracefulShutdownCallable().call()).isTrue();
      }
      readsParentsFirst(stream.shards(), reading);
    }
  }

  private static void readsParentsFirst(List<Shard> shards, ShardReading reading) {
    assertThat(reading.shards())
        .containsExactlyInAnyOrderElementsOf(shards.stream().map(Shard::shardId).toList());
    for (Shard shard : shards) {
      assertThat(reading.numbers(shard.shardId())).isNotEmpty().isSorted();
      assertThat(reading.numbers(shard.shardId())).doesNotHaveDuplicates();
      if (shard.parentShardId() != null) {
        assertThat(reading.story())
            .containsSubsequence("ended " + shard.parentShardId(), "began " + shard.shardId());
      }
    }
  }

  private static Scheduler scheduler(
      String stream,
      KinesisAsyncClient kinesis,
      LeaseTables leases,
      CloudWatchAsyncClient cloudWatch,
      ShardReading reading) {
    var oldest =
        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);
    var configs =
        new ConfigsBuilder(
            new SingleStreamTracker(stream, oldest),
            "compatibility",
            kinesis,
            leases.client(),
            cloudWatch,
            "worker",
            reading::processor);
    var leaseManagement = configs.leaseManagementConfig();
    leaseManagement
        .leaseAssignmentIntervalMillis(LEASES.toMillis())
        .shardSyncIntervalMillis(LEASES.toMillis());
    leaseManagement.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    return new Scheduler(
        configs.checkpointConfig(),
        configs.coordinatorConfig(),
        leaseManagement,
        configs.lifecycleConfig(),
        configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
        configs.processorConfig(),
        configs.retrievalConfig().retrievalSpecificConfig(new PollingConfig(stream, kinesis)));
  }

  private static KinesisAsyncClient kinesis(URI endpoint) {
    return KinesisAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
        .build();
  }

  /// Never called: there are no metrics.
  private static CloudWatchAsyncClient cloudWatch(URI endpoint) {
    return CloudWatchAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder())
        .build();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not so after %s", PATIENCE).isLessThan(deadline);
      TestStream.pause(Duration.ofMillis(50));
    }
  }
}
