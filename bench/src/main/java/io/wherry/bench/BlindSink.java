package io.wherry.bench;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisApi;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Sends records as they come and remembers nothing of them: none waits for another, nothing could
/// be read back, a cut has no marks. By the same client and in calls as large as the delivery
/// machine's: the difference is what delivery costs. Only for measuring.
final class BlindSink implements Sink {
  private static final int CALLS = 16;
  private static final long LINGER = 2_000_000L;

  private final KinesisApi kinesis;
  private final Runnable bell;
  private final ConcurrentLinkedQueue<BlindBatch> free = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<BlindBatch> back = new ConcurrentLinkedQueue<>();
  private @Nullable BlindBatch filling;
  private long fillingSince;
  private long offered;
  private long acknowledged;
  private int inFlight;
  private long cutAt = -1;

  BlindSink(KinesisApi kinesis, boolean aggregates, Runnable bell) {
    this.kinesis = kinesis;
    this.bell = bell;
    for (int i = 0; i < CALLS + 1; i++) {
      free.add(new BlindBatch(aggregates));
    }
  }

  @Override
  public boolean hasRoom() {
    return free.size() > 1 || (filling != null && !filling.isFull());
  }

  @Override
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    if (filling == null) {
      filling = free.remove();
      fillingSince = System.nanoTime();
    }
    filling.add(partitionKey, record);
    offered++;
    if (filling.isFull()) {
      send(filling);
      filling = null;
    }
  }

  private void send(BlindBatch batch) {
    inFlight++;
    Thread.startVirtualThread(() -> {
      kinesis.put(batch, batch);
      back.add(batch);
      bell.run();
    });
  }

  @Override
  public boolean step() {
    boolean stepped = false;
    for (BlindBatch batch = back.poll(); batch != null; batch = back.poll()) {
      if (batch.failure() != null) {
        throw new BenchException("a put failed: " + batch.failure(), null);
      }
      inFlight--;
      acknowledged += batch.records();
      batch.clear();
      free.add(batch);
      stepped = true;
    }
    if (filling != null && !filling.isEmpty() && System.nanoTime() - fillingSince >= LINGER) {
      send(filling);
      filling = null;
      stepped = true;
    }
    return stepped;
  }

  @Override
  public long nextStepNanos() {
    return filling == null ? Long.MAX_VALUE : LINGER;
  }

  @Override
  public long acknowledged() {
    return acknowledged;
  }

  @Override
  public long offered() {
    return offered;
  }

  @Override
  public Cut start() {
    return new Cut(0, true, Map.of());
  }

  @Override
  public boolean setBarrier() {
    cutAt = offered;
    return true;
  }

  @Override
  public boolean wantsBarrier() {
    return false;
  }

  @Override
  public @Nullable Cut takeCut() {
    if (cutAt < 0 || acknowledged < cutAt) {
      return null;
    }
    var cut = new Cut(cutAt, true, Map.of());
    cutAt = -1;
    return cut;
  }

  @Override
  public void settled(Cut cut) {}

  @Override
  public int inFlight() {
    return inFlight;
  }

  @Override
  public void close() {
    try {
      kinesis.close();
    } catch (Exception e) {
      throw new BenchException("closing the client: " + e.getMessage(), e);
    }
  }
}
