package io.wherry.bench;

import io.wherry.format.FormatOptions;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.mysql.ServerOptions;
import io.wherry.pipeline.Bell;
import io.wherry.pipeline.CheckpointKeeper;
import io.wherry.pipeline.Replication;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.file.FileSink;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import io.wherry.sink.kinesis.Startup;
import io.wherry.source.Clocks;
import io.wherry.source.FollowOptions;
import io.wherry.source.Follower;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import io.wherry.transform.KeyRule;
import io.wherry.transform.RecordKey;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One run of Wherry in a process of its own, wired as `wherry run` wires it, with clocks at its
/// ends. Says on stdout what it cost, in one line.
///
/// Arguments: port of the server, start, end (`binlog.000003:4`), sink (`nothing`, `file:PATH`,
/// `kinesis:URL`), `plain` or `aggregate`, behind `blind-` by a sink that only sends, transport
/// (`LEAN`, `SDK`), how often: what the last time has cost is told.
public final class MeasuredRun {
  private MeasuredRun() {}

  /// Runs.
  public static void main(String[] arguments) {
    int times = Integer.parseInt(arguments[6]);
    var gauge = new Gauge();
    for (int i = 1; i < times; i++) {
      once(arguments, gauge);
    }
    System.out.println(once(arguments, gauge));
  }

  private static RunResult once(String[] arguments, Gauge gauge) {
    gauge.begin();
    int port = Integer.parseInt(arguments[0]);
    var bell = new Bell();
    RandomGenerator random = RandomGenerator.getDefault();
    var encoder = new WherryEncoder(FormatOptions.DEFAULT);
    var follow =
        new FollowOptions(
            ServerOptions.of("127.0.0.1", port, "root", ""),
            StartPosition.parse(arguments[1]),
            arguments[2].equals("never") ? new Until.Never() : Until.parse(arguments[2]),
            (schema, table) -> true,
            "all");
    try (Sink sink = sink(arguments, random, encoder, bell);
        var source = Follower.start(follow, bell, random, Clocks.system())) {
      var watched = new WatchedSink(sink, gauge);
      var keeper =
          new CheckpointKeeper(
              null,
              new CheckpointKeeper.Run("bench", "bench", 1),
              source.position(),
              source.memory(),
              System::nanoTime,
              Runnable::run);
      var replication =
          new Replication(
              new Replication.Parts(
                  source,
                  encoder,
                  new RecordKey(new KeyRule.ByRow()),
                  true,
                  watched,
                  keeper,
                  bell,
                  System::nanoTime,
                  System::currentTimeMillis));
      // A hook that stayed would keep the window of a run that is over.
      var hook = new Thread(replication::stop);
      Runtime.getRuntime().addShutdownHook(hook);
      replication.run();
      RunResult result = result(watched, gauge);
      if (arguments[2].equals("never")) {
        return result;
      }
      Runtime.getRuntime().removeShutdownHook(hook);
      return result;
    }
  }

  private static Sink sink(
      String[] arguments, RandomGenerator random, WherryEncoder encoder, Runnable bell) {
    String target = arguments[3];
    if (target.equals("nothing")) {
      return new NoSink();
    }
    if (target.startsWith("file:")) {
      Path path = Path.of(target.substring("file:".length()));
      return new FileSink(path, WindowOptions.DEFAULT, System::nanoTime, bell);
    }
    var endpoint = URI.create(target.substring("kinesis:".length()));
    var transport = KinesisOptions.Transport.valueOf(arguments[5]);
    var kinesis =
        new SdkKinesis(
            new KinesisOptions(AcknowledgingService.STREAM, endpoint, "us-east-1", transport));
    if (arguments[4].startsWith("blind-")) {
      return new BlindSink(kinesis, arguments[4].equals("blind-aggregate"), bell);
    }
    var startup = Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now());
    var options =
        new KinesisSinkOptions(
            AcknowledgingService.STREAM,
            arguments[4].equals("aggregate"),
            false,
            WindowOptions.DEFAULT,
            encoder::identity,
            null,
            () -> {},
            System.nanoTime(),
            System::nanoTime,
            random);
    return KinesisSink.open(kinesis, startup, options, bell);
  }

  private static RunResult result(WatchedSink sink, Gauge gauge) {
    long gcMillis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      gcMillis += collector.getCollectionTime();
    }
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == java.lang.management.MemoryType.HEAP) {
        heap += pool.getPeakUsage().getUsed();
      }
    }
    return new RunResult(
        sink.offered(), sink.nanos(), gauge.bytesPerRow(), sink.cpuNanos(), gcMillis, heap);
  }
}
