package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// MD5 of up to [#COUNT] messages side by side, a block of each at a time.
///
/// ```text
///   state[4][COUNT]     A, B, C, D of each lane       step: for each lane
///   words[16][COUNT]    the block of each lane          a = b + (a + f(b,c,d) + word + sine <<< s)
///   message             | 64 bytes | 64 bytes | … | rest, 80, 00 …, length in bits (8 bytes) |
///   tails[COUNT × 128]                              └ one block, or two: made when it begins ┘
/// ```
///
/// Each step is a loop over the lanes on arrays of ints, of a shape that HotSpot compiles to vector
/// instructions; see `docs/design/016-where-a-row-spends-its-time.md`. Source: RFC 1321, sections
/// 3.1 to 3.4, whose names F, G, H and I the steps have.
final class Md5Lanes {
  /// So many lanes that a step's loop is worth entering.
  static final int COUNT = 128;

  /// Words of a lane's state.
  static final int STATE = 4;

  private static final int WORDS = 16;
  private static final int BLOCK = 64;
  private static final int LENGTH_BYTES = 8;
  private static final int STEPS = 64;
  private static final int ROUND = 16;
  private static final int[] START = {0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476};
  private static final int[][] SHIFTS = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}
  };
  private static final int[] SINES = new int[STEPS];
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static {
    for (int step = 0; step < STEPS; step++) {
      SINES[step] = (int) (long) (Math.abs(StrictMath.sin(step + 1)) * (1L << Integer.SIZE));
    }
  }

  private final int[][] state = new int[STATE][COUNT];
  private final int[][] before = new int[STATE][COUNT];
  private final int[][] words = new int[WORDS][COUNT];
  private final byte[] tails = new byte[COUNT * 2 * BLOCK];

  /// Where a lane's next block is, how many come before its tail, and how many the tail has.
  private final int[] at = new int[COUNT];

  private final int[] whole = new int[COUNT];
  private final int[] tail = new int[COUNT];

  /// Gives a lane a message.
  void begin(int lane, byte[] array, int index, int length) {
    for (int word = 0; word < STATE; word++) {
      state[word][lane] = START[word];
    }
    whole[lane] = length / BLOCK;
    int rest = length % BLOCK;
    tail[lane] = rest < BLOCK - LENGTH_BYTES ? 1 : 2;
    int end = tailAt(lane) + tail[lane] * BLOCK;
    int from = tailAt(lane);
    System.arraycopy(array, index + length - rest, tails, from, rest);
    tails[from + rest] = (byte) 0x80;
    Arrays.fill(tails, from + rest + 1, end - LENGTH_BYTES, (byte) 0);
    LONG.set(tails, end - LENGTH_BYTES, (long) length * Byte.SIZE);
    at[lane] = whole[lane] == 0 ? from : index;
  }

  private static int tailAt(int lane) {
    return lane * 2 * BLOCK;
  }

  /// Whether a lane's message is over.
  boolean isOver(int lane) {
    return whole[lane] == 0 && tail[lane] == 0;
  }

  /// A word of a lane's state: when its message is over, of the digest.
  int state(int lane, int word) {
    return state[word][lane];
  }

  /// Lets lane `to` go on with what lane `from` has.
  void move(int from, int to) {
    for (int[] word : state) {
      word[to] = word[from];
    }
    whole[to] = whole[from];
    tail[to] = tail[from];
    System.arraycopy(tails, tailAt(from), tails, tailAt(to), 2 * BLOCK);
    at[to] = whole[to] == 0 ? at[from] - tailAt(from) + tailAt(to) : at[from];
  }

  /// Takes one block of each of the first `used` lanes.
  ///
  /// @param array of the messages
  void block(byte[] array, int used) {
    for (int lane = 0; lane < used; lane++) {
      if (whole[lane] > 0) {
        load(array, lane);
        at[lane] = --whole[lane] == 0 ? tailAt(lane) : at[lane] + BLOCK;
      } else {
        load(tails, lane);
        tail[lane]--;
        at[lane] += BLOCK;
      }
    }
    for (int word = 0; word < STATE; word++) {
      System.arraycopy(state[word], 0, before[word], 0, used);
    }
    steps(used);
    for (int word = 0; word < STATE; word++) {
      add(state[word], before[word], used);
    }
  }

  private void load(byte[] from, int lane) {
    int index = at[lane];
    for (int word = 0; word < WORDS; word++) {
      words[word][lane] = (int) INT.get(from, index + word * Integer.BYTES);
    }
  }

  /// Behind each step the four change places; behind all, each is where it was.
  private void steps(int used) {
    int[] a = state[0];
    int[] b = state[1];
    int[] c = state[2];
    int[] d = state[3];
    for (int step = 0; step < STEPS; step++) {
      int within = step % ROUND;
      int shift = SHIFTS[step / ROUND][step % STATE];
      int sine = SINES[step];
      switch (step / ROUND) {
        case 0 -> f(a, b, c, d, words[within], sine, shift, used);
        case 1 -> g(a, b, c, d, words[(5 * within + 1) % WORDS], sine, shift, used);
        case 2 -> h(a, b, c, d, words[(3 * within + 5) % WORDS], sine, shift, used);
        default -> i(a, b, c, d, words[7 * within % WORDS], sine, shift, used);
      }
      int[] last = d;
      d = c;
      c = b;
      b = a;
      a = last;
    }
  }

  private static void f(
      int[] a, int[] b, int[] c, int[] d, int[] word, int sine, int shift, int used) {
    for (int k = 0; k < used; k++) {
      int mixed = d[k] ^ (b[k] & (c[k] ^ d[k]));
      a[k] = b[k] + Integer.rotateLeft(a[k] + mixed + word[k] + sine, shift);
    }
  }

  private static void g(
      int[] a, int[] b, int[] c, int[] d, int[] word, int sine, int shift, int used) {
    for (int k = 0; k < used; k++) {
      int mixed = c[k] ^ (d[k] & (b[k] ^ c[k]));
      a[k] = b[k] + Integer.rotateLeft(a[k] + mixed + word[k] + sine, shift);
    }
  }

  private static void h(
      int[] a, int[] b, int[] c, int[] d, int[] word, int sine, int shift, int used) {
    for (int k = 0; k < used; k++) {
      int mixed = b[k] ^ c[k] ^ d[k];
      a[k] = b[k] + Integer.rotateLeft(a[k] + mixed + word[k] + sine, shift);
    }
  }

  private static void i(
      int[] a, int[] b, int[] c, int[] d, int[] word, int sine, int shift, int used) {
    for (int k = 0; k < used; k++) {
      int mixed = c[k] ^ (b[k] | ~d[k]);
      a[k] = b[k] + Integer.rotateLeft(a[k] + mixed + word[k] + sine, shift);
    }
  }

  private static void add(int[] to, int[] what, int used) {
    for (int k = 0; k < used; k++) {
      to[k] += what[k];
    }
  }
}
