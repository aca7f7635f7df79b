package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.kinesis.AggregateRecord;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.ShardReader;
import io.wherry.kinesis.StoredRecord;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.kinesis.TestCredentials;
import io.wherry.server.KinesisLocal;
import io.wherry.server.PlainKinesis.Stored;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkContract;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.file.DeadLetterFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class KinesisSinkTest extends SinkContract {
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private static KinesisLocal service;

  private final String stream = "rows-" + STREAMS.incrementAndGet();
  private boolean aggregates;
  private boolean strict;
  private @Nullable DeadLetter deadLetter;
  private final List<KinesisSink> sinks = new ArrayList<>();

  @BeforeAll
  static void start() {
    TestCredentials.set();
    service = KinesisLocal.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private KinesisApi client() {
    var endpoint = URI.create(service.endpoint());
    return new SdkKinesis(new KinesisOptions(stream, endpoint, null, transport()));
  }

  /// What carries the puts.
  KinesisOptions.Transport transport() {
    return KinesisOptions.Transport.LEAN;
  }

  @Override
  protected Sink open(WindowOptions window, Runnable bell) {
    KinesisApi kinesis = client();
    var startup =
        Startup.of(
            kinesis,
            Optional.of(new StreamCapacity.Provisioned(4)),
            Startup.Earlier.NONE,
            Instant.now());
    var options =
        new KinesisSinkOptions(
            stream,
            aggregates,
            strict,
            window,
            (record, out) -> out.write(record),
            deadLetter,
            () -> {},
            System.nanoTime(),
            System::nanoTime,
            new Random(1));
    KinesisSink sink = KinesisSink.open(kinesis, startup, options, bell);
    sinks.add(sink);
    return sink;
  }

  @Override
  protected List<String> stored() {
    List<String> stored = service.client().data(stream);
    // On a machine that is busy enough a call may take longer than its life. Only then may a record
    // be there twice, and the first of the two counts.
    boolean timedOut = sinks.stream().anyMatch(sink -> sink.counts().unknown() > 0);
    return timedOut ? stored.stream().distinct().toList() : stored;
  }

  @Test
  void keysTheServiceWouldRefuseArriveAsOnesItTakes() {
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      offer(sink, "", "empty\n");
      offer(sink, "k".repeat(400), "long\n");
      offer(sink, "€".repeat(256), "just fits\n");
      awaitAcknowledged(sink, 3);
    }
    assertThat(service.client().records(stream))
        .extracting(Stored::data, record -> record.partitionKey().length())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("empty\n", 1),
            org.assertj.core.groups.Tuple.tuple("long\n", 256),
            org.assertj.core.groups.Tuple.tuple("just fits\n", 256));
  }

  @Test
  void theLargestRecordIsStoredAndALargerOneEndsInItsLine() {
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      offer(sink, "shop.blobs/1", "x".repeat((1 << 20) - 13) + "\n");
      awaitAcknowledged(sink, 1);
      assertThatThrownBy(() -> offer(sink, "shop.blobs/2", "x".repeat((1 << 20) - 12) + "\n"))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              "stream %s: the record with partition key shop.blobs/2 is too large: 1048577 bytes"
                  + " with its key, 1048576 are accepted: raise the stream's MaxRecordSizeInKiB (at"
                  + " most 10240), exclude the table, or give --oversize=dead-letter",
              stream);
    }
  }

  // More than one call may hold, in bytes and in records.
  @Test
  void manyLargeRecordsGoInSeveralCalls() {
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      for (int i = 0; i < 12; i++) {
        offer(sink, "key-" + i, "large-" + i + "x".repeat(500_000) + "\n");
      }
      for (int i = 0; i < 1_200; i++) {
        offer(sink, "small-" + i, "small-" + i + "\n");
      }
      awaitAcknowledged(sink, 1_212);
    }
    List<String> starts =
        stored().stream().map(record -> record.strip().replaceAll("x+$", "")).toList();
    assertThat(starts).hasSize(1_212).doesNotHaveDuplicates();
  }

  @Test
  void theOrderOfAKeySurvivesResharding() {
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      for (int i = 0; i < 600; i++) {
        if (i == 200) {
          service.client().reshard(stream, 8);
        }
        offer(sink, "key-" + i % 20, i + "\n");
        awaitAcknowledged(sink, Math.max(0, i - 50));
      }
      awaitAcknowledged(sink, 600);
    }
    assertThat(stored()).hasSize(600);
    List<Stored> records = service.client().records(stream);
    for (int key = 0; key < 20; key++) {
      String partitionKey = "key-" + key;
      // A shard's children hold what came later; their ids are higher, so reading goes in order.
      assertThat(records)
          .filteredOn(record -> record.partitionKey().equals(partitionKey))
          .extracting(record -> Integer.parseInt(record.data().strip()))
          .isSorted();
    }
  }

  // One call a record, and nothing of the same shard on its way at the same time.
  @Test
  void strictOrderPutsOneRecordAfterTheOther() {
    strict = true;
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      for (int i = 0; i < 60; i++) {
        offer(sink, "key-" + i % 5, i + "\n");
      }
      awaitAcknowledged(sink, 60);
    }
    List<Stored> records = service.client().records(stream);
    assertThat(records).hasSize(60);
    for (int key = 0; key < 5; key++) {
      String partitionKey = "key-" + key;
      assertThat(records)
          .filteredOn(record -> record.partitionKey().equals(partitionKey))
          .extracting(record -> Integer.parseInt(record.data().strip()))
          .isSorted();
    }
  }

  // What the stream never takes must not stop the rest, and must not be lost.
  @Test
  void aRecordThatIsTooLargeLiesInTheDeadLetterAndAPointerKeepsItsPlace(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("dead");
    deadLetter = new DeadLetterFile(file);
    String large = "x".repeat(1 << 20) + "\n";
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      offer(sink, "shop.blobs/2", "before\n");
      offer(sink, "shop.blobs/2", large);
      offer(sink, "shop.blobs/2", "behind\n");
      awaitAcknowledged(sink, 3);
    }
    assertThat(Files.readString(file)).isEqualTo(large);
    assertThat(service.client().data(stream))
        .extracting(record -> record.replaceAll("[0-9a-f]{32}", "ID"))
        .containsExactly(
            "before\n",
            "{\"dead_letter\":{\"id\":\"ID\",\"file\":\""
                + file
                + "\",\"offset\":0,\"bytes\":1048577,\"partition_key\":\"shop.blobs/2\"}}\n",
            "behind\n");
  }

  // Rows that share a record must be read one by one, each where its key belongs.
  @Test
  void manyRowsShareARecordThatConsumersTakeApart() {
    aggregates = true;
    List<String> offered = new ArrayList<>();
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      for (int i = 0; i < 2_000; i++) {
        offer(sink, "key-" + i % 50, "row " + i + "\n");
        offered.add("row " + i + "\n");
      }
      awaitAcknowledged(sink, 2_000);
    }
    List<String> found = new ArrayList<>();
    int records = 0;
    for (String shard : client().shards().stream().map(s -> s.id()).toList()) {
      for (StoredRecord record : read(shard)) {
        records++;
        AggregateRecord.of(record.data())
            .orElseThrow()
            .forEach((key, hashKey, row) -> {
              assertThat(key).isEqualTo(record.partitionKey());
              found.add(row.utf8());
            });
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(offered);
    assertThat(records).isLessThan(1_000);
    for (int key = 0; key < 50; key++) {
      int of = key;
      assertThat(found.stream().map(row -> Integer.parseInt(row.substring(4).strip())))
          .filteredOn(row -> row % 50 == of)
          .isSorted();
    }
  }

  private List<StoredRecord> read(String shard) {
    List<StoredRecord> all = new ArrayList<>();
    try {
      ShardReader reader = client().reader(shard, new ReadFrom.Oldest());
      ShardPage page = reader.next();
      all.addAll(page.records());
      while (!page.atEnd() && page.millisBehindLatest() > 0) {
        page = reader.next();
        all.addAll(page.records());
      }
      return all;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aMissingStreamHasItsLine() {
    try (KinesisApi kinesis = client()) {
      assertThatThrownBy(
              () -> Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now()))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              "stream %s does not exist at %s: create it, or add --sink.create=SHARDS|on-demand",
              stream, service.endpoint());
    }
  }

  @Test
  void aStreamThatIsDeletedWhileRunningEndsInItsLine() {
    try (Sink sink = open(WindowOptions.DEFAULT, bell())) {
      offer(sink, "k", "one\n");
      awaitAcknowledged(sink, 1);
      service.client().deleteStream(stream);
      assertThatThrownBy(
              () -> {
                offer(sink, "k", "two\n");
                awaitAcknowledged(sink, 2);
              })
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("stream " + stream);
      assertThat(sink.acknowledged()).isEqualTo(1);
    }
  }
}
