package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import org.junit.jupiter.api.Test;

class KeyWaitsTest {
  private final Window window = new Window(WindowOptions.DEFAULT);

  private void add(String key) {
    int hash = key.hashCode();
    window.add(ByteSlice.utf8(key), hash, hash, hash, ByteSlice.utf8("{}\n"));
  }

  @Test
  void theKeyThatMostWaitForIsNamed() {
    for (int i = 0; i < 100; i++) {
      add("shop.counters/1");
      add("shop.orders/" + i);
      add("shop.pairs/" + i / 2);
    }
    assertThat(KeyWaits.of(window, window.newest()))
        .isEqualTo(new KeyWaits(300, 149, 99, "shop.counters/1"));
    assertThat(KeyWaits.of(window, window.newest()).isMost()).isFalse();
  }

  @Test
  void whereNoKeyHasMoreThanHalfNoneIsNamed() {
    for (int i = 0; i < 90; i++) {
      add("shop.counters/" + i % 3);
    }
    assertThat(KeyWaits.of(window, window.newest())).isEqualTo(new KeyWaits(90, 87, 0, ""));
    assertThat(KeyWaits.of(window, window.newest()).isMost()).isTrue();
  }

  // What is stored behind a row that holds up all does not make it less of a hindrance.
  @Test
  void whatIsStoredDoesNotCount() {
    add("shop.counters/1");
    add("shop.counters/1");
    add("shop.counters/1");
    for (int i = 0; i < 100; i++) {
      add("shop.orders/" + i);
      window.stored(window.newest(), new long[2]);
    }
    assertThat(KeyWaits.of(window, window.newest()))
        .isEqualTo(new KeyWaits(3, 2, 2, "shop.counters/1"));
    assertThat(KeyWaits.of(window, 2)).isEqualTo(new KeyWaits(2, 1, 1, "shop.counters/1"));
  }

  @Test
  void anEmptyWindowWaitsForNothing() {
    assertThat(KeyWaits.of(window, window.newest())).isEqualTo(new KeyWaits(0, 0, 0, ""));
    assertThat(KeyWaits.of(window, window.newest()).isMost()).isFalse();
  }
}
