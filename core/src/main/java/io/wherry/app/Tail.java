package io.wherry.app;

import io.wherry.consumer.StreamReader;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.sink.SinkClosedException;
import io.wherry.sink.stdout.StandardOutput;

/// Prints a stream until its end, a stop, or until nobody reads what is printed.
final class Tail {
  private Tail() {}

  static int run(TailOptions options, Console console, StopSignal stop)
      throws InterruptedException {
    StandardOutput out = StandardOutput.ofProcess();
    Interruption interruption = Interruption.of(stop);
    var target =
        new KinesisOptions(
            options.stream(), options.endpoint().orElse(null), options.region().orElse(null));
    try (SdkKinesis kinesis = new SdkKinesis(target)) {
      var reader = new StreamReader(kinesis, options.range(), System::nanoTime);
      try (var _ = out.isPipe() ? ClosedPipe.watch(reader::stop) : null) {
        reader.run(new RecordLines(out, console.outIsTerminal()));
      }
    } catch (SinkClosedException _) {
      return Main.SUCCESS;
    } catch (InterruptedException | RuntimeException e) {
      // A stop interrupts whatever is under way, which then fails in its own words.
      if (!stop.requested()) {
        throw e;
      }
    } finally {
      interruption.end();
    }
    return Main.SUCCESS;
  }
}
