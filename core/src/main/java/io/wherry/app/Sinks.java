package io.wherry.app;

import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.StreamDescription;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.file.FileSink;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.stdout.StandardOutput;
import io.wherry.sink.stdout.StdoutSink;
import java.net.URI;
import java.util.random.RandomGenerator;

/// The sink that a command line names.
final class Sinks {
  private Sinks() {}

  /// Opens it; blocks until a stream that is to be created takes records.
  ///
  /// @param bell wakes the reader thread
  static Sink open(RunOptions.Sink options, RandomGenerator random, Runnable bell) {
    return switch (options.target()) {
      case SinkTarget.Stdout _ ->
          new StdoutSink(StandardOutput.ofProcess(), WindowOptions.DEFAULT, System::nanoTime, bell);
      case SinkTarget.File file ->
          new FileSink(file.path(), WindowOptions.DEFAULT, System::nanoTime, bell);
      case SinkTarget.Kinesis target -> kinesis(options, target.stream(), random, bell);
    };
  }

  private static Sink kinesis(
      RunOptions.Sink options, String stream, RandomGenerator random, Runnable bell) {
    SdkKinesis kinesis = client(options, stream);
    try {
      StreamDescription described = KinesisSink.prepare(kinesis, options.create());
      return new KinesisSink(
          kinesis, stream, described, WindowOptions.DEFAULT, System::nanoTime, random, bell);
    } catch (RuntimeException e) {
      kinesis.close();
      throw e;
    }
  }

  /// A client of the stream's API.
  static SdkKinesis client(RunOptions.Sink options, String stream) {
    URI endpoint = options.endpoint().orElse(null);
    return new SdkKinesis(new KinesisOptions(stream, endpoint, options.region().orElse(null)));
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
