package io.wherry.bench;

import com.sun.management.OperatingSystemMXBean;
import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// A sink with a clock at its ends: from the first record offered to the last one acknowledged.
final class WatchedSink implements Sink {
  private final Sink sink;
  private final Gauge gauge;
  private long offered;
  private long firstAt;
  private long lastAt;
  private long counted;
  private long cpuFrom;

  WatchedSink(Sink sink, Gauge gauge) {
    this.sink = sink;
    this.gauge = gauge;
  }

  /// Nanoseconds between the two.
  long nanos() {
    return lastAt - firstAt;
  }

  /// Processor time of the whole process since the first record was offered, in nanoseconds.
  long cpuNanos() {
    return cpu() - cpuFrom;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @Override
  public boolean hasRoom() {
    return sink.hasRoom();
  }

  @Override
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    if (offered == 0) {
      cpuFrom = cpu();
      firstAt = System.nanoTime();
    }
    offered++;
    gauge.row();
    sink.offer(partitionKey, secondPartitionKey, waitKey, secondWaitKey, record);
  }

  @Override
  public boolean step() {
    boolean stepped = sink.step();
    if (sink.acknowledged() > counted) {
      counted = sink.acknowledged();
      lastAt = System.nanoTime();
    }
    return stepped;
  }

  @Override
  public long nextStepNanos() {
    return sink.nextStepNanos();
  }

  @Override
  public long acknowledged() {
    return sink.acknowledged();
  }

  @Override
  public long offered() {
    return sink.offered();
  }

  @Override
  public Cut start() {
    return sink.start();
  }

  @Override
  public boolean setBarrier() {
    return sink.setBarrier();
  }

  @Override
  public boolean wantsBarrier() {
    return sink.wantsBarrier();
  }

  @Override
  public @Nullable Cut takeCut() {
    return sink.takeCut();
  }

  @Override
  public void settled(Cut cut) {
    sink.settled(cut);
  }

  @Override
  public int inFlight() {
    return sink.inFlight();
  }

  @Override
  public void close() {
    sink.close();
  }
}
