package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// What the delivery machine met with so far, for logs and metrics.
public final class DeliveryCounts {
  long throttled;
  long notStored;
  long unknown;
  long found;
  long absent;
  private long disordered;
  private @Nullable String trouble;
  private @Nullable String disorder;

  /// Entries refused by throttling.
  public long throttled() {
    return throttled;
  }

  /// Entries that certainly were not stored, for another reason than throttling.
  public long notStored() {
    return notStored;
  }

  /// Entries whose outcome was unknown; each was searched for in the stream.
  public long unknown() {
    return unknown;
  }

  /// Those of them that were found.
  public long found() {
    return found;
  }

  /// Those of them that were not there, and were sent again.
  public long absent() {
    return absent;
  }

  /// Records whose sequence number is not above what their shard had acknowledged when their
  /// request left: the service broke the order that everything rests on. Source: DELIVERY 3.
  public long disordered() {
    return disordered;
  }

  /// Why an entry last failed other than by throttling, in one line; null if none has.
  public @Nullable String trouble() {
    return trouble;
  }

  /// What the last of [#disordered()] was, in words; null for none.
  public @Nullable String disorder() {
    return disorder;
  }

  void trouble(@Nullable String why) {
    if (why != null) {
      trouble = why;
    }
  }

  void disordered(String shard, String sequenceNumber, String acknowledged) {
    disordered++;
    disorder =
        "shard %s gave %s to a record sent after %s was acknowledged"
            .formatted(shard, sequenceNumber, acknowledged);
  }
}
