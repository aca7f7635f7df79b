package io.wherry.sink;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A record of which nobody knows whether it is, or will be, in the stream.
final class Doubt {
  final long[] events;
  final long hash;
  final Digest digest;

  /// When it can no longer arrive, as the machine's clock counts.
  final long deadline;

  private final @Nullable String[] marks;

  /// The shards that were or are searched for it.
  final Set<String> searched = new HashSet<>();

  /// How many of them it still may be in.
  int open;

  /// Whether it was decided on.
  boolean resolved;

  /// Whether a shard could not be read: then nothing is proven.
  boolean unproven;

  /// @param events its events, in their order
  /// @param hash the first 64 bits of its hash key
  /// @param digest of partition key and data
  /// @param marks the highest number acknowledged in each shard before the request left
  Doubt(long[] events, long hash, Digest digest, long deadline, @Nullable String[] marks) {
    this.events = events;
    this.hash = hash;
    this.digest = digest;
    this.deadline = deadline;
    this.marks = marks;
  }

  /// What was acknowledged in a shard before it was sent: it can only lie behind that.
  @Nullable String mark(int shard) {
    return shard < marks.length ? marks[shard] : null;
  }
}
