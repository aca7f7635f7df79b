package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Refusal;
import io.wherry.server.BadLine;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.FakeClock;
import io.wherry.server.PlainKinesis;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a run rests on goes bad under it: the disk, the clock, names, rights, the stream itself.
/// Each ends in a line that says what to do, or passes; and when it is mended, the next run goes on
/// and nothing is missing or twice.
///
/// The tests mostly wait (five seconds after each unclean end), so they do it at the same time.
@Tag("server")
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SurroundingsTest {
  @TempDir Path folder;

  private final Database database = Database.shared(Kind.MYSQL_9_7);
  private final String schema = database.freshSchema();
  private final AtomicReference<Fault> weather = new AtomicReference<>(Fault.NONE);
  private final LocalStream service =
      LocalStream.start(
          LocalStreamOptions.defaults().withStream("s", 2).withFaults(call -> weather.get()));
  private final PlainKinesis kinesis = new PlainKinesis(service.endpoint());
  private final Rebuild rebuild;
  private final Wherry wherry;
  private int rows;

  SurroundingsTest() {
    database.sql("create table " + schema + ".t (id int primary key)");
    rebuild = new Rebuild(database, schema);
    wherry = Wherry.through(database.port(), schema).with("--start=" + database.position());
  }

  private void write() {
    database.sql("insert into " + schema + ".t values (" + ++rows + ")");
  }

  private Wherry intoStream() {
    return wherry.intoStream(service.endpoint().toString(), "s", folder);
  }

  private WherryProcess published(WherryProcess run) {
    write();
    kinesis.awaitRecords("s", rows);
    return run;
  }

  /// The run ends with status 1, and its last line is this one.
  private static void endsWith(WherryProcess run, String line) {
    assertThat(run.awaitExit()).as(run.stderr()).isEqualTo(1);
    assertThat(run.stderr().lines().toList().getLast()).matches(line);
  }

  /// Another run brings what is left, and then everything is there once.
  private void nothingIsLostOrTwice() {
    wherry.toTheEnd();
    rebuild.apply(kinesis.data("s")).assertEqualsTables();
    assertThat(rebuild.repeated()).as("twice").isZero();
    assertThat(rebuild.events()).isEqualTo(rows);
    service.close();
  }

  @Test
  void aFullDisk() throws IOException {
    try (var run = published(intoStream().start())) {
      Path temporary = folder.resolve("checkpoint.tmp");
      Files.createSymbolicLink(temporary, Path.of("/dev/full"));
      write();
      endsWith(
          run,
          "wherry: checkpoint .*/checkpoint: cannot be saved: No space left on device: mend that,"
              + " or use another --checkpoint");
      Files.delete(temporary);
    }
    write();
    nothingIsLostOrTwice();
  }

  // Root may write into any folder but one that is no folder of a disk.
  @Test
  void aFolderThatCanOnlyBeRead() throws IOException {
    try (var run = published(intoStream().start())) {
      Path temporary = folder.resolve("checkpoint.tmp");
      Files.createSymbolicLink(temporary, Path.of("/proc/wherry"));
      write();
      endsWith(
          run,
          "wherry: checkpoint .*/checkpoint: cannot be saved: .*: (create it|mend that, or use"
              + " another --checkpoint|allow writing there, or use another --checkpoint)");
      Files.delete(temporary);
    }
    write();
    nothingIsLostOrTwice();
  }

  @Test
  void aClockThatIsSetForthAndBack() {
    var clock = new FakeClock(folder);
    try (var run = published(intoStream().environment(clock.environment()).start())) {
      clock.step(Duration.ofHours(1));
      published(run);
      Await.sleep(Duration.ofSeconds(2));
      clock.step(Duration.ofHours(-1));
      published(run);
      Await.sleep(Duration.ofSeconds(2));
      published(run);
      run.kill();
    }
    write();
    clock.step(Duration.ofHours(1));
    nothingIsLostOrTwice();
  }

  // The service refuses what is signed at another time than its own.
  @Test
  void aClockThatTheServiceFindsWrong() {
    try (var run = published(intoStream().start())) {
      weather.set(Fault.NONE.refusing(Refusal.SIGNATURE_EXPIRED));
      write();
      run.awaitOutput("looked for or sent again: this machine's clock is wrong, InvalidSignature");
      weather.set(Fault.NONE);
      published(run);
      assertThat(run.terminate()).as(run.stderr()).isZero();
    }
    nothingIsLostOrTwice();
  }

  @Test
  void aStreamThatIsDeleted() {
    try (var run = published(intoStream().start())) {
      kinesis.deleteStream("s");
      write();
      endsWith(
          run,
          "wherry: stream s does not exist at http://\\S+: create it, or add"
              + " --sink.create=SHARDS\\|on-demand");
    }
    try (var again = wherry.start()) {
      endsWith(again, "wherry: stream s does not exist at http://\\S+: create it, or add .*");
    }
    String said = wherry.with("--sink.create=2").toTheEnd();
    assertThat(said).contains("the stream was created anew since: those rows may come twice");
    // The first row lay in the stream that was deleted, unless its checkpoint came too late.
    // Two shards have no order among them.
    assertThat(kinesis.data("s"))
        .hasSizeBetween(1, 2)
        .anySatisfy(row -> assertThat(row).contains("{\"id\":2}"));
    service.close();
  }

  @Test
  void rightsThatAreRevoked() {
    try (var run = published(intoStream().start())) {
      weather.set(Fault.NONE.refusing(Refusal.ACCESS_DENIED));
      write();
      endsWith(
          run,
          "wherry: stream s at http://\\S+: not allowed to call kinesis:PutRecords: grant that"
              + " action on the stream \\(User: .* is not authorized to perform: .*\\)");
    }
    weather.set(Fault.NONE);
    write();
    nothingIsLostOrTwice();
  }

  @Test
  void aSessionThatExpires() {
    try (var run = published(intoStream().start())) {
      weather.set(Fault.NONE.refusing(Refusal.EXPIRED_TOKEN));
      write();
      endsWith(
          run,
          "wherry: stream s at http://\\S+: the AWS session token has expired: renew it and start"
              + " again");
    }
    weather.set(Fault.NONE);
    nothingIsLostOrTwice();
  }

  @Test
  void aNameThatIsNotFound() throws IOException {
    Path names = folder.resolve("hosts");
    Files.writeString(names, "127.0.0.1 other.test\n");
    String place = "http://stream.test:" + service.endpoint().getPort();
    wherry
        .intoStream(place, "s", folder)
        .environment(Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + names));
    write();
    try (var run = wherry.start()) {
      endsWith(
          run,
          "wherry: cannot reach http://stream.test:\\d+: UnknownHostException: .*: check the"
              + " network"
              + " and --sink.endpoint");
    }
    Files.writeString(names, "127.0.0.1 stream.test\n");
    nothingIsLostOrTwice();
  }

  @Test
  void aNameThatIsNotFoundAnyMore() throws IOException {
    Path names = folder.resolve("hosts");
    Files.writeString(names, "127.0.0.1 stream.test\n");
    String java = "-Dsun.net.inetaddr.ttl=0 -Djdk.net.hosts.file=" + names;
    wherry.environment(Map.of("JAVA_TOOL_OPTIONS", java));
    try (var line = BadLine.to(service.endpoint().getPort());
        var run = published(named(line).start())) {
      Files.writeString(names, "127.0.0.1 other.test\n");
      line.resetNext(0);
      write();
      Await.sleep(Duration.ofSeconds(1));
      write();
      // Its answer was lost, so it is looked for first.
      run.awaitOutput(
          "shard shardId-\\d+ cannot be read, trying again: UnknownHostException"
              + "|cannot reach http://stream.test:\\d+: UnknownHostException: ");
      Files.writeString(names, "127.0.0.1 stream.test\n");
      published(run);
      assertThat(run.terminate()).as(run.stderr()).isZero();
    }
    rebuild.apply(kinesis.data("s")).assertEqualsTables();
    assertThat(rebuild.repeated()).as("twice").isZero();
    service.close();
  }

  private Wherry named(BadLine line) {
    return wherry.intoStream("http://stream.test:" + line.port(), "s", folder);
  }
}
