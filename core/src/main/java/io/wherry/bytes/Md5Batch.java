package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// MD5 of many messages in one array, each written right behind its message.
///
/// ```text
///   array   … | message | digest, 16 bytes | … | message | digest, 16 bytes | …
/// ```
///
/// MD5 waits for itself: each of its 64 steps needs the one before, and one message leaves most of
/// a processor idle. So many messages go on side by side, one in each lane of [Md5Lanes]; a lane
/// whose message is over takes the next one. Few messages, and those that would still be going on
/// when all others are done, are left to the JDK. Source: RFC 1321, section 3.
///
/// Used by one thread, again and again; costs no garbage. The lanes take 30 KiB, from the first
/// batch on that needs them.
public final class Md5Batch {
  /// Bytes of a digest.
  public static final int DIGEST_BYTES = 16;

  /// Below so many messages side by side, one after the other is as fast.
  static final int FEW = 16;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final MessageDigest single;
  private @Nullable Md5Lanes lanes;

  /// A message as `length << 32 | index`, so that sorting brings the long ones to the end.
  private long[] order = new long[FEW];

  private int[] from = new int[FEW];
  private int count;
  private long bytes;

  /// Which message each lane has.
  private final int[] taken = new int[Md5Lanes.COUNT];

  public Md5Batch() {
    try {
      single = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// Remembers a message of `length` bytes at `index`; the digest's place is behind it.
  public void add(int index, int length) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      order = Arrays.copyOf(order, 2 * count);
    }
    from[count] = index;
    order[count] = (long) length << Integer.SIZE | count;
    bytes += length;
    count++;
  }

  /// Writes the digests of all messages that were added, and forgets them.
  ///
  /// @throws IndexOutOfBoundsException when a message or its digest is not inside the array
  public void finish(byte[] array) {
    for (int message = 0; message < count; message++) {
      Objects.checkFromIndexSize(from[message], length(message) + DIGEST_BYTES, array.length);
    }
    Arrays.sort(order, 0, count);
    long longest = bytes / FEW;
    while (count > 0 && (count < FEW || length(count - 1) > longest)) {
      count--;
      single(array, from[(int) order[count]], length(count));
    }
    if (count > 0) {
      if (lanes == null) {
        lanes = new Md5Lanes();
      }
      together(array, lanes);
    }
    bytes = 0;
  }

  private int length(int place) {
    return (int) (order[place] >>> Integer.SIZE);
  }

  private void single(byte[] array, int index, int length) {
    try {
      single.update(array, index, length);
      single.digest(array, index + length, DIGEST_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("a digest of MD5 has 16 bytes", e);
    }
  }

  /// The long ones first, so that all lanes end at about the same time.
  private void together(byte[] array, Md5Lanes lanes) {
    int used = 0;
    while (used < Md5Lanes.COUNT && count > 0) {
      take(array, lanes, used++);
    }
    while (used > 0) {
      lanes.block(array, used);
      for (int lane = used - 1; lane >= 0; lane--) {
        if (!lanes.isOver(lane)) {
          continue;
        }
        write(array, lanes, lane);
        if (count > 0) {
          take(array, lanes, lane);
        } else {
          used--;
          lanes.move(used, lane);
          taken[lane] = taken[used];
        }
      }
    }
  }

  private void take(byte[] array, Md5Lanes lanes, int lane) {
    count--;
    taken[lane] = count;
    lanes.begin(lane, array, from[(int) order[count]], length(count));
  }

  private void write(byte[] array, Md5Lanes lanes, int lane) {
    int message = taken[lane];
    int at = from[(int) order[message]] + length(message);
    for (int word = 0; word < Md5Lanes.STATE; word++) {
      INT.set(array, at + word * Integer.BYTES, lanes.state(lane, word));
    }
  }
}
