package io.wherry.consumer;

/// Takes what a [StreamReader] reads, on the thread that runs it.
@FunctionalInterface
public interface RecordHandler {
  /// One record. Those of one shard come in its order, those of a shard after all of its parents'.
  void record(StreamRecord record);

  /// No further record is at hand; a good moment to flush. May be called several times in a row.
  default void pause() {}
}
