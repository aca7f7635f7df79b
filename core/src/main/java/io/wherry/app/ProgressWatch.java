package io.wherry.app;

import io.wherry.pipeline.Replication;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a run's progress as long as it is open, and its sum at the end.
final class ProgressWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);

  /// Time between two looks.
  private static final Duration LOOK = Duration.ofMillis(250);

  private final StatusLine line;
  private final Replication replication;
  private final Thread thread;

  ProgressWatch(Console console, SinkTarget target, Replication replication) {
    this.replication = replication;
    boolean inPlace = StatusLine.isInPlace(console, target);
    line = new StatusLine(console, inPlace, LOG::info, System::nanoTime);
    thread = Thread.ofVirtual().start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        if (line.isDue()) {
          line.show(replication.progress());
        }
      }
    } catch (InterruptedException _) {
      // The run is over.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    line.finish(replication.progress().rows());
  }
}
