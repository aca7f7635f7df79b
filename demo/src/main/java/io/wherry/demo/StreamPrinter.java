package io.wherry.demo;

import io.wherry.consumer.ReadRange;
import io.wherry.consumer.StreamReader;
import io.wherry.consumer.StreamRecord;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.ReadFrom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads the stream on a thread of its own, prints each message as it arrives and notes it down.
final class StreamPrinter implements AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofMillis(700);

  private final StreamReader reader;
  private final Page page;
  private final Ledger ledger;
  private final Thread thread;
  private boolean seenOne;
  private volatile @Nullable RuntimeException failure;

  StreamPrinter(KinesisApi kinesis, Page page, Ledger ledger) {
    this.page = page;
    this.ledger = ledger;
    var all = new ReadRange(new ReadFrom.Oldest(), false);
    reader = new StreamReader(kinesis, all, System::nanoTime);
    thread = Thread.ofPlatform().daemon().name("stream-printer").start(this::run);
  }

  private void run() {
    try {
      reader.run(this::print);
    } catch (InterruptedException _) {
      // The end.
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void print(StreamRecord record) {
    String json = record.data().utf8();
    Message message = Message.parse(json);
    if (!seenOne) {
      seenOne = true;
      page.line("The first message, as it is in the stream:");
      page.line("");
      page.line(json.stripTrailing());
      page.line("");
      page.line("And all of them, shortened:");
      page.line("");
    }
    page.line(message.line(page));
    ledger.arrived(message.step());
  }

  /// Says what has ended it.
  void check() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() {
    reader.stop();
    try {
      if (!thread.join(CLOSE_MAX)) {
        thread.interrupt();
        thread.join(CLOSE_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
