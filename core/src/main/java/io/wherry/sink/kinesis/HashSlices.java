package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The space of hash keys in equal slices, and which shard takes which. It only decides what is
/// paced together: the service alone decides where a record goes. So a border inside a slice, or a
/// map that a resharding has made old, costs some throttling and nothing else.
///
/// ```text
///   hash key = MD5 of the partition key, 128 bits, big-endian; slice = its first 12 bits
/// ```
final class HashSlices {
  private static final int BITS = 12;
  private static final int HASH_BITS = 128;

  private final MessageDigest md5;
  private final byte[] hash = new byte[HASH_BITS / 8];

  HashSlices() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// The slice of a partition key.
  int of(ByteSlice key) {
    md5.update(key.array(), key.offset(), key.length());
    try {
      md5.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("MD5 has 16 bytes", e);
    }
    return (hash[0] & 0xFF) << (BITS - 8) | (hash[1] & 0xFF) >>> (16 - BITS);
  }

  /// For each slice the number of the open shard its first hash key belongs to.
  static int[] lanes(List<Shard> shards) {
    List<Shard> open = shards.stream().filter(Shard::open).toList();
    int[] laneOfSlice = new int[1 << BITS];
    for (int slice = 0; slice < laneOfSlice.length; slice++) {
      BigInteger first = BigInteger.valueOf(slice).shiftLeft(HASH_BITS - BITS);
      for (int lane = 0; lane < open.size(); lane++) {
        Shard shard = open.get(lane);
        if (shard.firstHash().compareTo(first) <= 0 && first.compareTo(shard.lastHash()) <= 0) {
          laneOfSlice[slice] = lane;
          break;
        }
      }
    }
    return laneOfSlice;
  }
}
