package io.wherry.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
  private final ByteWriter out = new ByteWriter(16);

  private void same(long value) {
    out.clear();
    out.write('<');
    out.decimal(value);
    out.write('>');
    assertThat(out.utf8()).isEqualTo("<" + value + ">");
    out.clear();
    out.unsignedDecimal(value);
    assertThat(out.utf8()).isEqualTo(Long.toUnsignedString(value));
  }

  // Each number of digits begins and ends somewhere; a digit too many or too few is another number.
  @Test
  void numbersOfEveryLengthHaveTheirDigits() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long near = -2; near <= 2; near++) {
        same(power + near);
        same(-power + near);
        same(power * 10 + near);
      }
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (long near = -2; near <= 2; near++) {
        same((1L << bit) + near);
      }
    }
    same(Long.MIN_VALUE);
    same(Long.MAX_VALUE);
    var random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      same(random.nextLong() >> random.nextInt(64));
    }
  }

  // Short parts go by overlapping words: none may be cut, and nothing around them may change.
  @Test
  void partsOfEveryLengthAreCopied() {
    byte[] from = new byte[64];
    new Random(5).nextBytes(from);
    for (int count = 0; count <= 40; count++) {
      for (int offset = 0; offset <= from.length - count; offset++) {
        out.clear();
        out.write('<');
        out.write(from, offset, count);
        out.write('>');
        assertThat(out.length()).isEqualTo(count + 2);
        assertThat(out.array()[0]).isEqualTo((byte) '<');
        assertThat(Arrays.copyOfRange(out.array(), 1, count + 1))
            .isEqualTo(Arrays.copyOfRange(from, offset, offset + count));
        assertThat(out.array()[count + 1]).isEqualTo((byte) '>');
      }
    }
  }

  @Test
  void insertedBytesPushTheRestBack() {
    var out = new ByteWriter(4);
    out.utf8("1234");
    out.insert(1, 3, '0');
    out.insert(7, 1, '.');
    assertThat(out.utf8()).isEqualTo("1000234.");
  }
}
