package io.wherry.sink;

/// How ready events become records: one each, or all of a lane together.
sealed interface Packing permits SinglePacking, LanePacking {
  /// Bytes that a record takes with this event alone, its partition key included.
  int least(long event);

  /// Adds a record that begins with an event, and marks its events as sent.
  ///
  /// @param room bytes there are; the first event goes in whatever its size
  /// @param limited whether the shard has been throttled, and takes a little at a time
  /// @param last no event behind this one goes in
  /// @return bytes of the record, its partition key included
  int pack(long event, int room, boolean limited, long last, Request request);
}
