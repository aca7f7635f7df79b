package io.wherry.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `wherry run` does, on a thread of this process: for the demo, and for tests of programs
/// that read a stream.
///
/// ```java
/// try (Replica replica =
///     Replica.start(console, "--source.url=" + url, "--sink=kinesis:shop", "--start=earliest")) {
///   replica.check();
/// }
/// ```
public final class Replica implements AutoCloseable {
  /// How long [#close()] waits: a little more than a stop may take.
  private static final Duration CLOSE_MAX = Signals.STOP_MAX;

  private final StopSignal stop = new StopSignal();
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private Replica(RunOptions options, Console console) {
    thread = Thread.ofPlatform().daemon().name("replica").unstarted(() -> run(options, console));
  }

  /// Starts it; what it says goes to the console's stderr.
  ///
  /// @param words the options, as behind `wherry run`
  /// @throws RuntimeException one with a line for a message, when the options are wrong
  public static Replica start(Console console, String... words) {
    List<Option<?>> options = Configuration.optionsOf(new RunCommand(new Wiring()));
    OptionValues values =
        Configuration.read(
            options,
            () -> options,
            Arguments.parse(options, List.of(words)),
            Map.of(),
            warning -> console.line("wherry: " + warning));
    var replica = new Replica(RunOptions.of(values), console);
    replica.thread.start();
    return replica;
  }

  private void run(RunOptions options, Console console) {
    try {
      new Wiring().run(options, console, stop);
    } catch (Throwable e) { // for check() to say
      failure = e;
    }
  }

  /// Says what has ended it.
  ///
  /// @throws RuntimeException what its `run` threw
  public void check() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Stops it in good order: what was read is published.
  @Override
  public void close() {
    stop.request();
    try {
      thread.join(CLOSE_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
