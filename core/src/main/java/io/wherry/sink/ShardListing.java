package io.wherry.sink;

import io.wherry.kinesis.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The errand of asking for the stream's shards.
public final class ShardListing implements Errand {
  private @Nullable List<Shard> shards;

  /// Notes the answer.
  public void answered(List<Shard> all) {
    shards = List.copyOf(all);
  }

  /// Notes that there is none.
  public void failed(RuntimeException why) {
    shards = null;
  }

  /// All shards, closed ones as well; null when the service did not say.
  public @Nullable List<Shard> shards() {
    return shards;
  }
}
