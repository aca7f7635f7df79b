package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf16SetTest {
  private static final String[] PIECES = {"a", "order ", "ü", "\u007F", "\u0080", "注", "😀", "\0"};

  private static void check(String name, Charset charset, String text) {
    CharacterSet set = Objects.requireNonNull(CharacterSet.named(name));
    byte[] bytes = text.getBytes(charset);
    byte[] array = new byte[bytes.length + 6];
    System.arraycopy(bytes, 0, array, 3, bytes.length);
    assertThat(set.utf8(array, 3, bytes.length, new Scratch()).utf8()).isEqualTo(text);
  }

  // Four units are taken at a time: what is no ASCII may stand at each place among them.
  @Test
  void allKindsOfTextInAnyMixture() {
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int piece = random.nextInt(12); piece > 0; piece--) {
        text.append(PIECES[random.nextInt(4) == 0 ? random.nextInt(PIECES.length) : 0]);
      }
      check("utf16", StandardCharsets.UTF_16BE, text.toString());
      check("ucs2", StandardCharsets.UTF_16BE, text.toString());
      check("utf16le", StandardCharsets.UTF_16LE, text.toString());
    }
  }
}
