package io.wherry.kinesis;

/// Reads one shard from front to back. For one thread at a time.
public interface ShardReader {
  /// Waits as long as the service's limits ask for, then reads once. What may pass (throttling, an
  /// expired iterator, a service that is ill for a while) is waited out, with bounds.
  ///
  /// @throws InterruptedException when the calling thread is interrupted
  /// @throws KinesisException when another try cannot help, or did not for
  ///   [KinesisLimits#READ_PATIENCE]
  /// @throws IllegalStateException after the page that said [ShardPage#atEnd()]
  ShardPage next() throws InterruptedException;
}
