package io.wherry.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.TestCredentials;
import io.wherry.server.PlainKinesis;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a reader of a stream owes, tried on a service that speaks Kinesis's API. Records are put by
/// a client that shares no code with the reader.
abstract class StreamReaderContract {
  private static final long WAIT_SECONDS = 30;
  private static final int KEYS = 12;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  private final String stream = "read-" + STREAMS.incrementAndGet();

  abstract String endpoint();

  private PlainKinesis client() {
    return new PlainKinesis(URI.create(endpoint()));
  }

  @BeforeAll
  static void credentials() {
    TestCredentials.set();
  }

  private SdkKinesis kinesis() {
    return new SdkKinesis(new KinesisOptions(stream, URI.create(endpoint()), null));
  }

  /// Puts `rounds` records of each key, numbered from `first`.
  private void put(int first, int rounds) {
    for (int round = first; round < first + rounds; round++) {
      for (int key = 0; key < KEYS; key++) {
        client().put(stream, "key-" + key, key + ":" + round + "\n");
      }
    }
  }

  private List<StreamRecord> readAll(ReadFrom from) throws InterruptedException {
    var records = new ArrayList<StreamRecord>();
    try (SdkKinesis kinesis = kinesis()) {
      new StreamReader(kinesis, new ReadRange(from, true), System::nanoTime).run(records::add);
    }
    return records;
  }

  private static List<String> texts(List<StreamRecord> records) {
    return records.stream().map(record -> record.data().utf8()).toList();
  }

  /// Every record once, those of each key in the order in which they were put.
  private static void assertInOrder(List<String> texts, int first, int rounds) {
    assertThat(texts).hasSize(rounds * KEYS);
    for (int key = 0; key < KEYS; key++) {
      String prefix = key + ":";
      List<String> expected = new ArrayList<>();
      for (int round = first; round < first + rounds; round++) {
        expected.add(prefix + round + "\n");
      }
      assertThat(texts.stream().filter(text -> text.startsWith(prefix))).isEqualTo(expected);
    }
  }

  @Test
  void everyShardIsReadToWhatWasItsEnd() throws Exception {
    client().createStream(stream, 3);
    put(0, 4);
    List<StreamRecord> records = readAll(new ReadFrom.Oldest());
    assertInOrder(texts(records), 0, 4);
    assertThat(records.stream().map(StreamRecord::shard).distinct()).hasSize(3);
    assertThat(records.getFirst().partitionKey()).startsWith("key-");
    assertThat(records.getFirst().arrived())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plusSeconds(1));
  }

  @Test
  void anEmptyStreamEndsAtOnce() throws Exception {
    client().createStream(stream, 2);
    assertThat(readAll(new ReadFrom.Oldest())).isEmpty();
  }

  // Read the other way round, a row's later change would come first.
  @Test
  void parentsAreReadBeforeTheirChildren() throws Exception {
    client().createStream(stream, 2);
    put(0, 2);
    client().reshard(stream, 4);
    put(2, 2);
    client().reshard(stream, 2);
    put(4, 2);
    assertInOrder(texts(readAll(new ReadFrom.Oldest())), 0, 6);
  }

  @Test
  void theShardsOfALaterReshardingAreFoundWhileReading() throws Exception {
    client().createStream(stream, 2);
    put(0, 1);
    try (var following = new Following(new ReadRange(new ReadFrom.Latest(), false))) {
      following.awaitPause();
      put(1, 2);
      client().reshard(stream, 4);
      put(3, 2);
      client().reshard(stream, 2);
      put(5, 2);
      assertInOrder(following.take(6 * KEYS), 1, 6);
      following.stop();
    }
  }

  @Test
  void aTimeLeavesOutWhatArrivedBefore() throws Exception {
    client().createStream(stream, 2);
    put(0, 2);
    Thread.sleep(1_100);
    Instant between = Instant.now();
    Thread.sleep(1_100);
    put(2, 2);
    client().reshard(stream, 4);
    put(4, 1);
    assertInOrder(texts(readAll(new ReadFrom.Time(between))), 2, 3);
  }

  @Test
  void aMissingStreamIsNamedWithoutAdviceToCreateIt() {
    assertThatThrownBy(() -> readAll(new ReadFrom.Oldest()))
        .isInstanceOf(KinesisException.class)
        .hasMessage(
            "stream %s does not exist at %s: check its name, --sink.endpoint and --sink.region",
            stream, endpoint());
  }

  /// A reader on a thread of its own.
  private final class Following implements AutoCloseable {
    private final SdkKinesis kinesis = kinesis();
    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Boolean> pauses = new LinkedBlockingQueue<>();
    private final StreamReader reader;
    private final Thread thread;
    private @Nullable Throwable broken;

    Following(ReadRange range) {
      reader = new StreamReader(kinesis, range, System::nanoTime);
      thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
      try {
        reader.run(
            new RecordHandler() {
              @Override
              public void record(StreamRecord record) {
                texts.add(record.data().utf8());
              }

              @Override
              public void pause() {
                pauses.add(true);
              }
            });
      } catch (Exception e) {
        broken = e;
      }
    }

    /// Waits until its iterators stand at the end.
    void awaitPause() throws InterruptedException {
      assertThat(pauses.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(1_000);
    }

    List<String> take(int count) throws InterruptedException {
      var taken = new ArrayList<String>();
      while (taken.size() < count) {
        String text = texts.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(text).as("after %s: %s", taken, broken).isNotNull();
        taken.add(String.valueOf(text));
      }
      return taken;
    }

    void stop() throws InterruptedException {
      reader.stop();
      thread.join(Duration.ofSeconds(WAIT_SECONDS));
      assertThat(thread.isAlive()).isFalse();
      assertThat(broken).isNull();
      assertThat(texts).isEmpty();
    }

    @Override
    public void close() {
      thread.interrupt();
      kinesis.close();
    }
  }
}
