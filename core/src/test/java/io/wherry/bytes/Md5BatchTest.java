package io.wherry.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Md5BatchTest {
  private static final int GAP = 5;

  /// Digests messages of these lengths in one batch and compares each with what the JDK says, and
  /// that nothing but the digests was written.
  private static void check(Md5Batch batch, Random random, int... lengths) throws Exception {
    int room = Md5Batch.DIGEST_BYTES + GAP;
    byte[] array = new byte[GAP + Arrays.stream(lengths).map(length -> length + room).sum()];
    random.nextBytes(array);
    byte[] expected = array.clone();
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    int at = GAP;
    for (int length : lengths) {
      batch.add(at, length);
      md5.update(array, at, length);
      md5.digest(expected, at + length, Md5Batch.DIGEST_BYTES);
      at += length + room;
    }
    batch.finish(array);
    assertThat(array).isEqualTo(expected);
  }

  // RFC 1321, A.5.
  @Test
  void theVectorsOfTheSpecification() {
    byte[] array = new byte[40 * 32];
    var batch = new Md5Batch();
    for (int i = 0; i < 40; i++) {
      System.arraycopy("message digest".getBytes(US_ASCII), 0, array, i * 32, 14);
      batch.add(i * 32, 14);
    }
    batch.finish(array);
    for (int i = 0; i < 40; i++) {
      assertThat(HexFormat.of().formatHex(array, i * 32 + 14, i * 32 + 30))
          .isEqualTo("f96b697d7cb7938d525a2f31aaf161d0");
    }
  }

  // Padding is one block or two, and a message may be nothing but padding.
  @Test
  void everyLengthAroundABlock() throws Exception {
    check(new Md5Batch(), new Random(1), IntStream.range(0, 300).toArray());
  }

  @Test
  void noneAndFewAreDigestedAsWell() throws Exception {
    var batch = new Md5Batch();
    var random = new Random(2);
    check(batch, random);
    check(batch, random, 0);
    for (int count = 1; count < 2 * Md5Batch.FEW; count++) {
      check(batch, random, random.ints(count, 0, 500).toArray());
    }
  }

  // A lane takes message after message; the last ones are fewer than lanes and move together.
  @Test
  void batchesOfAnySizeOneAfterTheOther() throws Exception {
    var batch = new Md5Batch();
    var random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int longest = 1 << random.nextInt(13);
      check(batch, random, random.ints(random.nextInt(600), 0, longest).toArray());
    }
  }

  @Test
  void oneFarLongerThanAllOthersTogether() throws Exception {
    int[] lengths = new Random(4).ints(200, 0, 3_000).toArray();
    lengths[17] = 1_000_000;
    lengths[180] = 64_000;
    check(new Md5Batch(), new Random(5), lengths);
  }

  @Test
  void aMessageOutsideTheArrayIsRefused() {
    var batch = new Md5Batch();
    batch.add(90, 11);
    assertThatThrownBy(() -> batch.finish(new byte[100]))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("[90, 90 + 27)");
  }
}
