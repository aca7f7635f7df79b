package io.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.checkpoint.file.FileCheckpointStore;
import io.wherry.format.FormatOptions;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.file.FileSink;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import io.wherry.sink.kinesis.Startup;
import io.wherry.source.Memory;
import io.wherry.source.SourceException;
import io.wherry.transform.KeyRule;
import io.wherry.transform.RecordKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The flow from a scripted source into a real file with a real checkpoint.
class ReplicationTest {
  private static final Position START = new Position("server", "binlog.000001", 0, 4, "", 0);

  @TempDir private Path folder;

  private final ScriptedSource source = new ScriptedSource();
  private KeyRule rule = new KeyRule.ByRow();
  private long refused;
  private final List<Long> unacknowledged = new ArrayList<>();

  private Path rows() {
    return folder.resolve("rows.json");
  }

  private Path checkpointFile() {
    return folder.resolve("checkpoint");
  }

  private Checkpoint checkpoint() {
    try (var store = new FileCheckpointStore(checkpointFile())) {
      return Checkpoint.parse(store.load(Checkpoint.NAME).orElseThrow());
    }
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(rows());
  }

  private void run(boolean split) {
    var bell = new Bell();
    try (var sink =
            new RefusingSink(
                new FileSink(rows(), WindowOptions.DEFAULT, System::nanoTime, bell),
                refused,
                unacknowledged);
        var store = new FileCheckpointStore(checkpointFile())) {
      var keeper =
          new CheckpointKeeper(
              store,
              new CheckpointKeeper.Run("file", "digest", 1),
              START,
              Memory.NONE,
              System::nanoTime,
              CheckpointKeeper.onVirtualThreads(bell));
      var parts =
          new Replication.Parts(
              source,
              new WherryEncoder(FormatOptions.DEFAULT),
              new RecordKey(rule),
              split,
              sink,
              keeper,
              bell,
              System::nanoTime,
              System::currentTimeMillis);
      var replication = new Replication(parts);
      if (stopper != null) {
        stopper.replication = replication;
      }
      replication.run();
    }
  }

  private static final class Stopper implements Runnable {
    @org.jspecify.annotations.Nullable Replication replication;

    @Override
    public void run() {
      java.util.Objects.requireNonNull(replication).stop();
    }
  }

  private @org.jspecify.annotations.Nullable Stopper stopper;

  @Test
  void onlyTheLastRowOfATransactionSaysThatItIsTheLast() throws Exception {
    source.transaction(1L, 2L, 3L).transaction(4L).end();
    run(true);
    assertThat(lines().stream().map(l -> l.contains("\"last\":true")))
        .containsExactly(false, false, true, true);
  }

  @Test
  void atTheEndTheCheckpointIsCleanAndBehindTheLastCommit() {
    source.transaction(1L).transaction(2L).end();
    run(true);
    assertThat(checkpoint().clean()).isTrue();
    assertThat(checkpoint().position()).hasToString("binlog.000001:2500");
  }

  @Test
  void beforeTheFirstRecordTheStartIsSavedAsUnclean() {
    // Else: start at `latest`, killed after half a second, and the next start resolves a new
    // latest: rows lost.
    var seen = new Checkpoint[1];
    source
        .then(() -> {
          try {
            String text = Files.readString(checkpointFile());
            assertThat(text).contains("clean=false").contains("position.offset=4\n");
            seen[0] = new Checkpoint(START, false, "", "", 1, Map.of(), List.of(), Map.of());
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        })
        .transaction(1L)
        .end();
    run(true);
    assertThat(seen[0]).isNotNull();
  }

  @Test
  void anUpdateThatChangesItsKeyBecomesADeleteAndAWrite() throws Exception {
    source.begin().insert(1).update(1, 2).commit().end();
    run(true);
    assertThat(lines())
        .extracting(l -> l.replaceAll(".*\"type\":\"(\\w+)\".*\"id\":\"([^\"]*)\",\"ts.*", "$1 $2"))
        .containsExactly(
            "WriteRowsEvent server:1/shop.users/1",
            "DeleteRowsEvent server:1/shop.users/2d",
            "WriteRowsEvent server:1/shop.users/2w");
    assertThat(lines().get(1)).contains("\"last\":false");
    assertThat(lines().get(2)).contains("\"last\":true");
  }

  @Test
  void whatCannotBeToldFromEarlierRowsWaitsForAllOfThem() throws Exception {
    // The delete says only a part of the row: its wait key is not the insert's, which is in flight.
    source.begin().insertKeyless(1).insertKeyless(2).deleteKeyless(1).commit().end();
    run(true);
    assertThat(lines()).hasSize(3);
    assertThat(unacknowledged).hasSize(3);
    assertThat(unacknowledged.get(1)).isPositive();
    assertThat(unacknowledged.get(2)).isZero();
  }

  @Test
  void anUpdateThatChangesItsKeyStaysOneRecordWhenAskedFor() throws Exception {
    source.begin().update(1, 2).commit().end();
    run(false);
    assertThat(lines()).singleElement().asString().contains("UpdateRowsEvent");
  }

  @Test
  void aSourceThatBreaksInsideATransactionLeavesTheCheckpointBeforeTheRowHeldBack()
      throws Exception {
    // The row held back was not sent; a checkpoint that counts it would lose it.
    source
        .transaction(1L)
        .begin()
        .insert(2)
        .insert(3)
        .then(() -> {
          throw new SourceException("binlog.000001:2100 WRITE_ROWS: broken", null);
        });
    assertThatThrownBy(() -> run(true)).hasMessage("binlog.000001:2100 WRITE_ROWS: broken");
    assertThat(lines()).hasSize(2);
    assertThat(checkpoint().position()).hasToString("binlog.000001:2000+1");
    assertThat(checkpoint().clean()).isTrue();
  }

  @Test
  void aStopInsideATransactionDrainsAndSaves() throws Exception {
    stopper = new Stopper();
    source.begin().insert(1).insert(2).then(stopper).insert(3);
    run(true);
    assertThat(lines()).hasSize(1);
    assertThat(checkpoint().position()).hasToString("binlog.000001:1000+1");
    assertThat(checkpoint().clean()).isTrue();
  }

  @Test
  void aRowThatCannotBeRoutedIsReadAgainByTheNextRun() {
    // The source counts it as delivered; a checkpoint that believes that would lose it.
    rule = new KeyRule.ByColumn("customer");
    source.transaction(1L, 2L);
    assertThatThrownBy(() -> run(true)).hasMessageContaining("has no column customer");
    assertThat(checkpoint().position()).hasToString("binlog.000001:1000");
  }

  @Test
  void aRecordThatTheSinkRefusesIsReadAgainByTheNextRun() throws Exception {
    // It is offered when the source is already behind its commit.
    refused = 2;
    source.transaction(1L).transaction(2L).transaction(3L).end();
    assertThatThrownBy(() -> run(true)).hasMessage("record 2 is too large");
    assertThat(lines()).hasSizeLessThanOrEqualTo(1);
    assertThat(checkpoint().clean()).isFalse();
    assertThat(checkpoint().position().offset()).isLessThan(2000);
  }

  @Test
  void aStatementWaitsForAllRowsBeforeItAndHoldsBackAllBehindIt() throws Exception {
    // A TRUNCATE that overtakes an insert, or is overtaken by one, leaves a consumer with a row
    // that
    // is not in the table, or without one that is.
    source.transaction(1L, 2L, 3L).truncate().transaction(4L).end();
    run(true);
    assertThat(unacknowledged).hasSize(5);
    assertThat(unacknowledged.get(2)).as("rows do not wait for each other").isPositive();
    assertThat(unacknowledged.get(3)).as("in front of the statement").isZero();
    assertThat(unacknowledged.get(4)).as("behind the statement").isZero();
    assertThat(lines().get(3))
        .startsWith("{\"table\":\"users\",\"row\":{\"statement\":\"truncate users\"")
        .contains("\"id\":\"server:2/shop.users/1s\"", "\"last\":true");
    assertThat(checkpoint().position()).hasToString("binlog.000001:3500");
    assertThat(checkpoint().clean()).isTrue();
  }

  @Test
  void aStatementThatTheSinkRefusesIsReadAgainByTheNextRun() throws Exception {
    refused = 2;
    source.transaction(1L).truncate().transaction(3L).end();
    assertThatThrownBy(() -> run(true)).hasMessage("record 2 is too large");
    assertThat(lines()).hasSizeLessThanOrEqualTo(1);
    assertThat(checkpoint().position().offset()).isLessThanOrEqualTo(1500);
  }

  @Test
  void aCheckpointReadsBack() {
    var checkpoint =
        new Checkpoint(
            new Position("uuid", "binlog.000002", 17, 4711, "uuid:1-23", 5),
            true,
            "file:x",
            "9f",
            3,
            Map.of("schema", "7", "xa.1", "a=b"),
            List.of("schema-1", "schema-2"),
            Map.of("shard.a", "after 1"));
    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    assertThatThrownBy(() -> Checkpoint.parse("clean=true\nposition.server=a\n"))
        .hasMessage("checkpoint has no line 'position.file='");
  }

  /// Ends the source once the checkpoint says another hour than this, or after so many looks.
  private void endWhenRenewed(String hour, int looks) {
    if (looks == 0 || !seen().equals(hour)) {
      source.end();
    } else {
      source.then(() -> endWhenRenewed(hour, looks - 1));
    }
  }

  /// When the checkpoint's marks were true, by the service.
  private String seen() {
    try {
      return Files.readAllLines(checkpointFile()).stream()
          .filter(line -> line.contains("stream.seen="))
          .findFirst()
          .orElseThrow();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // Else a run that had nothing to do for longer than the stream keeps its records, and is killed
  // then, looks as if it had been away for as long: and the next one says that rows may come twice.
  @Test
  void aCheckpointIsRenewedEveryHourThoughNothingMoves() {
    var late = new AtomicLong();
    LongSupplier clock = () -> System.nanoTime() + late.get();
    var bell = new Bell();
    var hours = new ArrayList<String>();
    source.then(() -> {
      hours.add(seen());
      late.set(TimeUnit.MINUTES.toNanos(61));
      endWhenRenewed(hours.getFirst(), 1_000);
    });
    var options = LocalStreamOptions.defaults().withStream("rows", 1);
    try (LocalStream stream = LocalStream.start(options);
        var sink = intoStream(stream, clock, bell);
        var store = new FileCheckpointStore(checkpointFile())) {
      var run = new CheckpointKeeper.Run("kinesis:rows", "digest", 1);
      var keeper =
          new CheckpointKeeper(
              store, run, START, Memory.NONE, clock, CheckpointKeeper.onVirtualThreads(bell));
      new Replication(
              new Replication.Parts(
                  source,
                  new WherryEncoder(FormatOptions.DEFAULT),
                  new RecordKey(rule),
                  true,
                  sink,
                  keeper,
                  bell,
                  clock,
                  System::currentTimeMillis))
          .run();
    }
    assertThat(seen()).isGreaterThan(hours.getFirst());
  }

  private static KinesisSink intoStream(LocalStream stream, LongSupplier clock, Runnable bell) {
    var kinesis = new SdkKinesis(new KinesisOptions("rows", stream.endpoint(), "us-east-1"));
    return KinesisSink.open(
        kinesis,
        Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now()),
        new KinesisSinkOptions(
            "rows",
            false,
            false,
            WindowOptions.DEFAULT,
            new WherryEncoder(FormatOptions.DEFAULT)::identity,
            null,
            () -> {},
            clock.getAsLong(),
            clock,
            new Random(1)),
        bell);
  }
}
