package io.wherry.kinesis;

/// How large a new stream shall be.
public sealed interface StreamCapacity {
  /// The stream's shards come and go with its load.
  record OnDemand() implements StreamCapacity {}

  /// The stream has a fixed number of shards.
  ///
  /// @param shards from 1
  record Provisioned(int shards) implements StreamCapacity {
    /// @throws IllegalArgumentException when there is no shard
    public Provisioned {
      if (shards < 1 || shards > KinesisLimits.SHARDS_MAX) {
        throw new IllegalArgumentException(
            "--sink.create=%d: 1 to %d shards are possible"
                .formatted(shards, KinesisLimits.SHARDS_MAX));
      }
    }
  }

  /// Reads `SHARDS` or `on-demand`.
  ///
  /// @throws IllegalArgumentException with a line that names the option
  static StreamCapacity parse(String text) {
    if (text.equals("on-demand")) {
      return new OnDemand();
    }
    if (text.matches("[0-9]{1,9}")) {
      return new Provisioned(Integer.parseInt(text));
    }
    throw new IllegalArgumentException(
        "--sink.create=%s: expected a number of shards or on-demand".formatted(text));
  }
}
