package io.wherry.kinesis;

/// Hears what became of each entry of a put, once per entry.
public interface PutOutcomes {
  /// The entry is in the stream.
  ///
  /// @param sequenceNumber its place in the shard, in decimal digits
  void stored(int entry, String shard, String sequenceNumber);

  /// The entry is not in the stream: its shard takes no more at the moment.
  void throttled(int entry);

  /// The entry is not in the stream for another reason that may pass.
  void notStored(int entry, String why);

  /// Nobody knows whether the entry is, or will be, in the stream.
  void unknown(int entry, String why);
}
