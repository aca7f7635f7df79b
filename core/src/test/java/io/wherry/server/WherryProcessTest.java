package io.wherry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The harness around the program, tried on a program that only talks and waits.
@Tag("server")
class WherryProcessTest {
  /// Says what it was given and waits for a signal.
  static final class Talker {
    private Talker() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.err.println("started with " + String.join(",", arguments));
      System.out.println(System.getenv("WHERRY_WORD"));
      if (arguments.length > 0) {
        Thread.sleep(60_000);
      }
    }
  }

  private static WherryProcess talker(String... arguments) {
    return WherryProcess.java(Map.of("WHERRY_WORD", "said"), Talker.class.getName(), arguments);
  }

  @Test
  void outputAndStatusAreSeenFromOutside() {
    try (var process = talker()) {
      assertThat(process.awaitExit()).isZero();
      assertThat(process.stdout()).isEqualTo("said\n");
      assertThatThrownBy(() -> process.awaitOutput("never"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no output matches never")
          .hasMessageContaining("started with");
    }
  }

  @Test
  void aProcessCanBeWaitedForAndEnded() {
    try (var process = talker("a", "b")) {
      assertThat(process.awaitOutput("with (\\S+)").group(1)).isEqualTo("a,b");
      assertThat(process.terminate()).isEqualTo(143);
    }
    try (var process = talker("a")) {
      process.awaitOutput("said");
      process.kill();
      assertThat(process.alive()).isFalse();
      assertThat(process.awaitExit()).isEqualTo(137);
    }
  }
}
