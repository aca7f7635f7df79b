package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A quick 64-bit hash of bytes, for telling keys apart inside one process. It is neither stored
/// nor sent, but the lanes of aggregated records follow it: it stays what it is.
///
/// Eight bytes a step: multiply, fold the high half down, multiply again, and a final mix in which
/// every input bit reaches every output bit. Two keys that share a hash wait for each other without
/// need; nothing else happens.
public final class Hash64 {
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Hash64() {}

  /// The hash of a slice's bytes, begun from `seed`.
  public static long of(ByteSlice slice, long seed) {
    byte[] bytes = slice.array();
    int at = slice.offset();
    int end = at + slice.length();
    long hash = seed ^ slice.length() * FACTOR;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      hash = step(hash, (long) LONG.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 8 | (bytes[at] & 0xFF);
    }
    return mix(step(hash, rest));
  }

  private static long step(long hash, long word) {
    long product = (hash ^ word) * FACTOR;
    return (product ^ product >>> 32) * FACTOR;
  }

  private static long mix(long hash) {
    hash = (hash ^ hash >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D0_49BB_1331_11EBL;
    return hash ^ hash >>> 31;
  }
}
