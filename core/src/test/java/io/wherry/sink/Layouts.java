package io.wherry.sink;

import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Streams of equal shards, for tests.
public final class Layouts {
  private static final int HASH_BITS = 128;

  private Layouts() {}

  /// Shards `shard-0`, `shard-1`, … that share the space of hash keys.
  public static List<Shard> even(int count) {
    BigInteger all = BigInteger.ONE.shiftLeft(HASH_BITS);
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigInteger first = all.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count));
      BigInteger end = all.multiply(BigInteger.valueOf(i + 1L)).divide(BigInteger.valueOf(count));
      shards.add(new Shard("shard-" + i, first, end.subtract(BigInteger.ONE), List.of(), true));
    }
    return shards;
  }

  /// A hash that belongs to the shard with this number, of so many.
  static long hash(int shard, int count) {
    return ShardLayout.hash(even(count).get(shard).firstHash()) + 1;
  }

  /// A plain record under its own key.
  static final EntryForm PLAIN =
      new EntryForm() {
        @Override
        public String partitionKey(Request request, int entry) {
          return request.partitionKey(entry);
        }

        @Override
        public @Nullable String explicitHashKey(Request request, int entry) {
          return null;
        }

        @Override
        public byte[] data(Request request, int entry) {
          return request.record(entry);
        }
      };
}
