package io.wherry;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// Makes sound bytes unsound.
public final class Damage {
  private static final int LONGER_MAX = 40;

  private Damage() {}

  /// A copy that is cut, lengthened, or neither, and has one to four bytes changed.
  public static byte[] of(RandomGenerator random, byte[] bytes) {
    byte[] damaged = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
      case 1 -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(LONGER_MAX));
      default -> {}
    }
    for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) (damaged[at] ^ (1 << random.nextInt(8)));
            case 1 -> (byte) random.nextInt(256);
            default -> (byte) (random.nextBoolean() ? 0xFF : 0);
          };
    }
    return damaged;
  }

  /// Makes an event's size and checksum right, so that the damage gets past them.
  public static void seal(byte[] event) {
    int end = event.length - 4;
    put(event, 9, event.length);
    var crc = new CRC32();
    crc.update(event, 0, end);
    put(event, end, crc.getValue());
  }

  private static void put(byte[] event, int at, long value) {
    for (int i = 0; i < 4; i++) {
      event[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
