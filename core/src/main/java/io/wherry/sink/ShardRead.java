package io.wherry.sink;

import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.ShardReader;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The errand of reading one page of a shard, done again and again until the reading is over.
public final class ShardRead implements Errand {
  private final String shard;
  private final ReadFrom from;
  private @Nullable ShardReader reader;
  private long begunAt;
  private @Nullable ShardPage page;
  private @Nullable RuntimeException failure;

  ShardRead(String shard, ReadFrom from) {
    this.shard = shard;
    this.from = from;
  }

  /// Id of the shard.
  public String shard() {
    return shard;
  }

  /// Where the first page begins.
  public ReadFrom from() {
    return from;
  }

  /// Reads the next page.
  ///
  /// @param readers makes a reader of a shard
  /// @param nanoTime what the clock says now
  /// @throws RuntimeException as [ShardReader#next()]
  public void next(BiFunction<String, ReadFrom, ShardReader> readers, long nanoTime) {
    if (reader == null) {
      reader = readers.apply(shard, from);
    }
    try {
      answered(reader.next(), nanoTime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SinkException("interrupted while reading shard " + shard, e);
    }
  }

  /// Notes a page.
  ///
  /// @param begun the machine's clock when the reading of the page began, or before
  public void answered(ShardPage found, long begun) {
    page = found;
    begunAt = begun;
  }

  /// Notes that the shard cannot be read.
  public void failed(RuntimeException why) {
    failure = why;
  }

  @Nullable ShardPage page() {
    return page;
  }

  long begunAt() {
    return begunAt;
  }

  @Nullable RuntimeException failure() {
    return failure;
  }
}
