package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Hash64;
import io.wherry.kinesis.AggregateEncoder;
import java.math.BigInteger;
import java.util.Locale;

/// The lanes that keys are spread over when many events share a record: equal slices of the space
/// of hash keys. A lane's records all go to the hash key in the middle of its slice, under one
/// constant partition key, whatever keys its events have. So a lane never lies in two shards, and
/// consumers that group by the partition key see it as one.
///
/// ```text
///   lane          = the first 10 bits of Hash64 of the event's partition key
///   hash key      = lane << 118 | 1 << 117
///   partition key = "lane-" and four digits
/// ```
///
/// The number and the hash decide what is in order with what, from run to run: both are part of the
/// configuration digest, and a test pins them. Source: DELIVERY 2.
final class HashLanes {
  /// Number of lanes.
  static final int COUNT = 1_024;

  /// Bytes of a record besides its events, its partition key included, at most.
  static final int FRAME_BYTES;

  private static final int BITS = 10;
  private static final int HASH_KEY_BITS = 128;
  private static final String[] PARTITION_KEYS = new String[COUNT];
  private static final String[] HASH_KEYS = new String[COUNT];

  static {
    for (int lane = 0; lane < COUNT; lane++) {
      PARTITION_KEYS[lane] = "lane-%04d".formatted(lane).toLowerCase(Locale.ROOT);
      HASH_KEYS[lane] =
          BigInteger.valueOf(2L * lane + 1).shiftLeft(HASH_KEY_BITS - BITS - 1).toString();
    }
    int key = PARTITION_KEYS[0].length();
    FRAME_BYTES = key + AggregateEncoder.frameBytes(key, AggregateEncoder.HASH_KEY_CHARACTERS);
  }

  private HashLanes() {}

  /// The lane of a partition key.
  static int of(ByteSlice key) {
    return (int) (Hash64.of(key, 0) >>> (Long.SIZE - BITS));
  }

  /// The first 64 bits of a lane's hash key.
  static long hash(int lane) {
    return (2L * lane + 1) << (Long.SIZE - BITS - 1);
  }

  /// The lane whose hash key begins with these 64 bits.
  static int ofHash(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS));
  }

  static String partitionKey(int lane) {
    return PARTITION_KEYS[lane];
  }

  /// A lane's hash key, in decimal digits.
  static String hashKey(int lane) {
    return HASH_KEYS[lane];
  }
}
