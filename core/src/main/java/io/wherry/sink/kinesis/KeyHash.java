package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash key that the service makes of a partition key: its MD5, of which the first 64 bits tell
/// the shard. Source: Kinesis Data Streams API reference, "PutRecord".
public final class KeyHash {
  private static final int MD5_BYTES = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest md5;
  private final byte[] hash = new byte[MD5_BYTES];

  /// One that is used by one thread.
  public KeyHash() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// The first 64 bits.
  public long of(ByteSlice key) {
    md5.update(key.array(), key.offset(), key.length());
    try {
      md5.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("MD5 has 16 bytes", e);
    }
    return (long) LONG.get(hash, 0);
  }
}
