package io.wherry.app;

/// How a missing stream is created: the value of `--sink.create`.
public sealed interface StreamCreation {
  /// Provisioned with this many shards.
  record Shards(int count) implements StreamCreation {}

  /// Capacity mode "on-demand".
  record OnDemand() implements StreamCreation {}

  /// More shards than any account's default quota; a slip of the keyboard costs money.
  int SHARDS_MAX = 10_000;

  /// A number of shards, or `on-demand`.
  static StreamCreation parse(String text) {
    return text.equals("on-demand")
        ? new OnDemand()
        : new Shards((int) Parsers.number(text, SHARDS_MAX, " (shards), or on-demand"));
  }
}
