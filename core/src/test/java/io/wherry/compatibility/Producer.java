package io.wherry.compatibility;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// Puts records of its own into a stream, and remembers which were stored.
final class Producer implements Runnable {
  /// Records a call and calls a second of which a shard can take several times more.
  private static final int RECORDS = 20;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TestStream stream;
  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;

  Producer(TestStream stream) {
    this.stream = stream;
  }

  Set<String> stored() {
    return stored;
  }

  @Override
  public void run() {
    try {
      for (int call = 0; !stopped; call++) {
        put(call * RECORDS);
        TestStream.pause(PAUSE);
      }
    } finally {
      ended.countDown();
    }
  }

  private void put(int first) {
    List<PutRecordsResultEntry> answers =
        stream.putAll(
            IntStream.range(first, first + RECORDS)
                .mapToObj(i -> TestStream.entry("key-" + i % 50, "record " + i))
                .toList());
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).errorCode() == null) {
        stored.add("record " + (first + i));
      }
    }
  }

  /// Ends, and waits for the last answer.
  void stop() throws InterruptedException {
    stopped = true;
    ended.await();
  }
}
