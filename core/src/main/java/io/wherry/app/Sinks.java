package io.wherry.app;

import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.sink.Identity;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.file.FileSink;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import io.wherry.sink.kinesis.Startup;
import io.wherry.sink.stdout.StandardOutput;
import io.wherry.sink.stdout.StdoutSink;
import java.net.URI;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The sink that a command line names.
final class Sinks {
  private Sinks() {}

  /// Opens it; blocks until a stream that is to be created takes records.
  ///
  /// @param earlier what the checkpoint says of the stream
  /// @param identity what tells events apart when they are read back
  /// @param mayPut throws when this run must send no more
  /// @param aloneSince what [System#nanoTime()] said when no earlier run could send any more
  /// @param bell wakes the reader thread
  static Sink open(
      RunOptions.Sink options,
      Startup.Earlier earlier,
      Identity identity,
      Runnable mayPut,
      long aloneSince,
      RandomGenerator random,
      Runnable bell) {
    return switch (options.target()) {
      case SinkTarget.Stdout _ ->
          new StdoutSink(StandardOutput.ofProcess(), WindowOptions.DEFAULT, System::nanoTime, bell);
      case SinkTarget.File file ->
          new FileSink(file.path(), WindowOptions.DEFAULT, System::nanoTime, bell);
      case SinkTarget.Kinesis target -> {
        var how =
            new KinesisSinkOptions(
                target.stream(),
                options.aggregate(),
                options.ordering() == RunOptions.Ordering.STRICT,
                WindowOptions.DEFAULT,
                identity,
                options.deadLetter().map(DeadLetters::open).orElse(null),
                mayPut,
                aloneSince,
                System::nanoTime,
                random);
        yield kinesis(options, how, earlier, bell);
      }
    };
  }

  private static Sink kinesis(
      RunOptions.Sink options, KinesisSinkOptions how, Startup.Earlier earlier, Runnable bell) {
    SdkKinesis kinesis = client(options, how.stream());
    try {
      Startup startup = Startup.of(kinesis, options.create(), earlier, Instant.now());
      return KinesisSink.open(kinesis, startup, how, bell);
    } catch (RuntimeException e) {
      kinesis.close();
      throw e;
    }
  }

  /// A client of the stream's API.
  static SdkKinesis client(RunOptions.Sink options, String stream) {
    URI endpoint = options.endpoint().orElse(null);
    String region = options.region().orElse(null);
    return new SdkKinesis(new KinesisOptions(stream, endpoint, region, options.transport()));
  }

  /// The target as `--sink` names it.
  static String name(SinkTarget target) {
    return switch (target) {
      case SinkTarget.Stdout _ -> "stdout";
      case SinkTarget.File file -> "file:" + file.path();
      case SinkTarget.Kinesis kinesis -> "kinesis:" + kinesis.stream();
    };
  }
}
