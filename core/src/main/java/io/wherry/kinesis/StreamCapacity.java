package io.wherry.kinesis;

import java.util.regex.Pattern;

/// How large a new stream shall be: the value of `--sink.create`.
public sealed interface StreamCapacity {
  /// The stream's shards come and go with its load.
  record OnDemand() implements StreamCapacity {}

  /// The stream has a fixed number of shards.
  ///
  /// @param shards 1 to [#SHARDS_MAX]
  record Provisioned(int shards) implements StreamCapacity {
    /// @throws IllegalArgumentException outside these bounds
    public Provisioned {
      if (shards < 1 || shards > SHARDS_MAX) {
        throw new IllegalArgumentException(EXPECTED);
      }
    }
  }

  /// More shards than any account's default quota; a slip of the keyboard costs money.
  int SHARDS_MAX = 10_000;

  /// What can be written, for an error's line.
  String EXPECTED = "must be a number from 1 to " + SHARDS_MAX + " (shards), or on-demand";

  /// Nine digits always fit an `int`.
  Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  /// Reads `SHARDS` or `on-demand`.
  ///
  /// @throws IllegalArgumentException that says what can be written
  static StreamCapacity parse(String text) {
    if (text.equals("on-demand")) {
      return new OnDemand();
    }
    if (DIGITS.matcher(text).matches()) {
      return new Provisioned(Integer.parseInt(text));
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
