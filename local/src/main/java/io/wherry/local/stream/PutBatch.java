package io.wherry.local.stream;

import io.wherry.local.log.RecordBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// The records of one put and what became of each. Arrays in place of objects: a call may hold 500
/// of them, and there may be a thousand calls a second.
public final class PutBatch {
  private static final int DIGEST_BYTES = 16;

  private final int most;
  private final MessageDigest md5;
  private final byte[] digest = new byte[DIGEST_BYTES];
  private byte[] bytes = new byte[0];
  private int[] places = new int[0];
  private long[] hashes = new long[0];
  private int[] shards = new int[0];
  private long[] numbers = new long[0];
  private int count;

  /// Which entries a fault throttles.
  private IntPredicate faulty = entry -> false;

  /// @param most entries that it may hold
  public PutBatch(int most) {
    this.most = most;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// Forgets everything.
  ///
  /// @param bytes holds the keys and the data of the entries to come
  public void start(byte[] bytes) {
    this.bytes = bytes;
    count = 0;
    faulty = entry -> false;
  }

  /// Throttles entries.
  public void throttle(IntPredicate entries) {
    faulty = entries;
  }

  /// Adds an entry that is sent where its partition key says.
  public void add(int keyAt, int keyLength, int dataAt, int dataLength) {
    md5.update(bytes, keyAt, keyLength);
    try {
      md5.digest(digest, 0, DIGEST_BYTES);
    } catch (java.security.DigestException e) {
      throw new IllegalStateException("16 bytes are enough for an MD5", e);
    }
    add(keyAt, keyLength, dataAt, dataLength, half(0), half(Long.BYTES));
  }

  private long half(int at) {
    long half = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      half = (half << Byte.SIZE) | (digest[i] & 0xFF);
    }
    return half;
  }

  /// Adds an entry that is sent where an explicit hash key says.
  public void add(int keyAt, int keyLength, int dataAt, int dataLength, HashKey hash) {
    add(keyAt, keyLength, dataAt, dataLength, hash.high(), hash.low());
  }

  private void add(int keyAt, int keyLength, int dataAt, int dataLength, long high, long low) {
    if (count == shards.length) {
      int room = Math.min(most, Math.max(count * 2, 16));
      places = Arrays.copyOf(places, room * 4);
      hashes = Arrays.copyOf(hashes, room * 2);
      shards = Arrays.copyOf(shards, room);
      numbers = Arrays.copyOf(numbers, room);
    }
    places[count * 4] = keyAt;
    places[count * 4 + 1] = keyLength;
    places[count * 4 + 2] = dataAt;
    places[count * 4 + 3] = dataLength;
    hashes[count * 2] = high;
    hashes[count * 2 + 1] = low;
    count++;
  }

  /// How many there are.
  public int count() {
    return count;
  }

  /// Bytes of the entry's key and data.
  public int size(int entry) {
    return places[entry * 4 + 1] + places[entry * 4 + 3];
  }

  /// Number of the shard that stored the entry or did not take it.
  public int shard(int entry) {
    return shards[entry];
  }

  /// The entry's place in its shard, or [Shard#NONE] when the shard did not take it.
  public long number(int entry) {
    return numbers[entry];
  }

  byte[] bytes() {
    return bytes;
  }

  long high(int entry) {
    return hashes[entry * 2];
  }

  long low(int entry) {
    return hashes[entry * 2 + 1];
  }

  boolean isFaulty(int entry) {
    return faulty.test(entry);
  }

  void pointAt(int entry, RecordBytes record) {
    int at = entry * 4;
    record.set(places[at], places[at + 1], places[at + 2], places[at + 3]);
  }

  void result(int entry, int shard, long number) {
    shards[entry] = shard;
    numbers[entry] = number;
  }
}
