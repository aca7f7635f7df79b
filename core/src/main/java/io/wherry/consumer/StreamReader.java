package io.wherry.consumer;

import io.wherry.kinesis.AggregateRecord;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/// Reads all shards of a stream and hands the records to one consumer: those of a shard in order, a
/// shard's after all of its parents', through splits and merges that happen meanwhile. Records
/// inside aggregates are taken out.
///
/// ```text
///   shard 1 ─▶ virtual thread ─┐
///   shard 2 ─▶ virtual thread ─┼─▶ inbox ─▶ the thread in run() ─▶ RecordHandler
///   shard 3 ─▶ virtual thread ─┘     │
///        ▲                           └─ a shard ended: its children may be read
///        └── reads only into room that [PageMemory] has
/// ```
///
/// ```java
/// try (KinesisApi kinesis = new SdkKinesis(options)) {
///   var all = new ReadRange(new ReadFrom.Oldest(), true);
///   new StreamReader(kinesis, all, System::nanoTime).run(record -> count.add(record));
/// }
/// ```
public final class StreamReader {
  /// How long the end waits for the threads, which are interrupted.
  private static final Duration END_MAX = Duration.ofSeconds(2);

  private final KinesisApi kinesis;
  private final ReadRange range;
  private final LongSupplier nanoTime;
  private final PageMemory memory = new PageMemory();
  private final Lineage lineage = new Lineage();
  private final List<Thread> threads = new ArrayList<>();
  private final BlockingQueue<News> inbox = new LinkedBlockingQueue<>();
  private volatile boolean stopping;
  private long began;

  /// What the threads tell.
  private sealed interface News {
    /// @param room what the page takes of the memory
    /// @param last whether the shard needs no more reading
    record Page(String shard, ShardPage page, int room, boolean last) implements News {}

    /// A shard cannot be read.
    record Failed(RuntimeException cause) implements News {}

    /// [StreamReader#stop()] was called.
    record Stopped() implements News {}
  }

  /// @param kinesis stays open
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  public StreamReader(KinesisApi kinesis, ReadRange range, LongSupplier nanoTime) {
    this.kinesis = kinesis;
    this.range = range;
    this.nanoTime = nanoTime;
  }

  /// Reads until the range is at its end or [#stop()] is called. Once.
  ///
  /// @throws InterruptedException when the calling thread is interrupted
  /// @throws io.wherry.kinesis.KinesisException when there is no such stream, reading is not
  ///   allowed, or the service is ill for too long
  public void run(RecordHandler handler) throws InterruptedException {
    began = nanoTime.getAsLong();
    kinesis.awaitReadable(KinesisLimits.CREATE_TIME);
    list(kinesis.shards());
    try {
      start(range.from());
      while (!stopping && !lineage.isDone()) {
        News news = inbox.poll();
        if (news == null) {
          handler.pause();
          news = inbox.take();
        }
        switch (news) {
          case News.Page page -> take(page, handler);
          case News.Failed failed -> throw failed.cause();
          case News.Stopped _ -> {}
        }
      }
      handler.pause();
    } finally {
      end();
    }
  }

  /// Makes [#run(RecordHandler)] return before the next record; any thread may.
  public void stop() {
    stopping = true;
    inbox.add(new News.Stopped());
  }

  private void list(List<Shard> shards) {
    if (range.from() instanceof ReadFrom.Latest) {
      lineage.skip(shards.stream().filter(shard -> !shard.open()).toList());
    }
    lineage.add(shards);
  }

  private void start(ReadFrom from) {
    threads.removeIf(thread -> !thread.isAlive());
    for (String shard : lineage.ready()) {
      threads.add(Thread.ofVirtual().name(shard).start(() -> follow(shard, from)));
    }
  }

  /// On a thread of the shard.
  private void follow(String shard, ReadFrom from) {
    try {
      var reader = kinesis.reader(shard, from);
      boolean last = false;
      while (!last) {
        memory.reserve();
        long asked = nanoTime.getAsLong();
        ShardPage page = reader.next();
        int room = memory.keep(page);
        last = page.atEnd() || (range.untilLatest() && isPastStart(asked, page));
        if (last || room > 0) {
          inbox.add(new News.Page(shard, page, room, last));
        }
      }
    } catch (InterruptedException _) {
      // The end of run().
    } catch (RuntimeException e) {
      inbox.add(new News.Failed(e));
    }
  }

  /// Whether a page ends behind what was acknowledged before reading began: how far the page is
  /// behind the present is known, and how long ago the beginning was.
  private boolean isPastStart(long asked, ShardPage page) {
    long millis = Duration.ofNanos(asked - began).toMillis();
    return millis - KinesisLimits.READ_LAG.toMillis() >= page.millisBehindLatest();
  }

  private void take(News.Page news, RecordHandler handler) {
    for (StoredRecord record : news.page().records()) {
      if (stopping) {
        return;
      }
      hand(news.shard(), record, handler);
    }
    memory.release(news.room());
    if (news.last()) {
      if (!range.untilLatest()) {
        List<Shard> children = news.page().children();
        lineage.add(lineage.lacksParentOf(children) ? kinesis.shards() : children);
      }
      lineage.ended(news.shard());
      start(range.ofChildren());
    }
  }

  private static void hand(String shard, StoredRecord record, RecordHandler handler) {
    var aggregate = AggregateRecord.of(record.data());
    if (aggregate.isEmpty()) {
      handler.record(
          new StreamRecord(
              shard,
              record.sequenceNumber(),
              0,
              record.arrived(),
              record.partitionKey(),
              record.data()));
      return;
    }
    int[] part = {0};
    aggregate
        .get()
        .forEach((key, _, data) ->
            handler.record(
                new StreamRecord(
                    shard, record.sequenceNumber(), part[0]++, record.arrived(), key, data)));
  }

  private void end() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    long until = nanoTime.getAsLong() + END_MAX.toNanos();
    for (Thread thread : threads) {
      long left = until - nanoTime.getAsLong();
      if (left > 0) {
        thread.join(Duration.ofNanos(left));
      }
    }
  }
}
