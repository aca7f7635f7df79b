package io.wherry.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// Rounds of the same work by several virtual threads, of which the first two are thrown away.
///
/// @param count how many are measured
/// @param length how long each takes
/// @param threads how many work at the same time
/// @param stopped whether somebody wants it to end
record Rounds(int count, Duration length, int threads, BooleanSupplier stopped) {
  private static final int WARM_UP = 2;

  /// One thread's part of a round.
  interface Work extends AutoCloseable {
    /// Does one piece of it.
    ///
    /// @return how much that was
    long once() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// Makes one thread's part.
  interface Worker {
    Work open() throws IOException;
  }

  /// What was done a second, in each round.
  ///
  /// @throws BenchException when the work fails
  List<Double> measure(Worker worker) throws InterruptedException {
    var perSecond = new ArrayList<Double>();
    for (int round = -WARM_UP; round < count && !stopped.getAsBoolean(); round++) {
      double rate = round(worker);
      if (round >= 0) {
        perSecond.add(rate);
      }
    }
    return perSecond;
  }

  private double round(Worker worker) throws InterruptedException {
    var done = new LongAdder();
    var failures = new ConcurrentLinkedQueue<IOException>();
    var ended = new CountDownLatch(threads);
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Thread.ofVirtual()
          .name("bench-" + i)
          .start(() -> {
            try (Work work = worker.open()) {
              while (System.nanoTime() - start < length.toNanos()) {
                done.add(work.once());
              }
            } catch (IOException e) {
              failures.add(e);
            } finally {
              ended.countDown();
            }
          });
    }
    ended.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    IOException thrown = failures.peek();
    if (thrown != null) {
      throw new BenchException("the work of a round failed: " + thrown, thrown);
    }
    return done.sum() / seconds;
  }

  /// The middle one.
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
