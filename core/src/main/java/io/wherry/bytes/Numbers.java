package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads numbers out of an array whose length was looked at. Bounds are the caller's affair.
public final class Numbers {
  private static final VarHandle SHORT_LE = view(short[].class);
  private static final VarHandle INT_LE = view(int[].class);
  private static final VarHandle LONG_LE = view(long[].class);

  private Numbers() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  public static int uint16(byte[] array, int at) {
    return (short) SHORT_LE.get(array, at) & 0xFFFF;
  }

  public static int uint24(byte[] array, int at) {
    return (array[at] & 0xFF) | (array[at + 1] & 0xFF) << 8 | (array[at + 2] & 0xFF) << 16;
  }

  public static int int32(byte[] array, int at) {
    return (int) INT_LE.get(array, at);
  }

  public static long uint32(byte[] array, int at) {
    return int32(array, at) & 0xFFFF_FFFFL;
  }

  public static long int64(byte[] array, int at) {
    return (long) LONG_LE.get(array, at);
  }

  /// `count` bytes (0 to 8), little-endian, unsigned.
  public static long uint(byte[] array, int at, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (array[at + i] & 0xFF);
    }
    return value;
  }

  /// `count` bytes (0 to 8), big-endian, unsigned.
  public static long uintBigEndian(byte[] array, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (array[at + i] & 0xFF);
    }
    return value;
  }
}
