package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What holds of every dead letter.
public abstract class DeadLetterContract {
  protected static final Digest ONE = new Digest(1, 2);
  protected static final Digest OTHER = new Digest(3, 4);

  protected abstract DeadLetter open();

  /// What lies there, read by other means.
  protected abstract String at(DeadLetterPlace place, int bytes) throws IOException;

  protected static DeadLetterPlace write(DeadLetter deadLetter, Digest id, ByteSlice record) {
    return switch (deadLetter.write(id, record)) {
      case DeadLetter.Outcome.Kept kept -> kept.place();
      case DeadLetter.Outcome.Later later -> throw new AssertionError(later.why());
    };
  }

  // A pointer that leads to other bytes is a lost row.
  @Test
  void aRecordLiesWholeWhereItsPlaceSays() throws IOException {
    String large = "é".repeat(700_000) + "\n";
    byte[] bytes = ("before" + large + "behind").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (DeadLetter deadLetter = open()) {
      var slice = new ByteSlice().wrap(bytes, 6, bytes.length - 12);
      DeadLetterPlace first = write(deadLetter, ONE, slice);
      DeadLetterPlace second = write(deadLetter, OTHER, ByteSlice.utf8("small\n"));
      assertThat(at(first, slice.length())).isEqualTo(large);
      assertThat(at(second, 6)).isEqualTo("small\n");
    }
  }

  // After a crash the next run writes the event once more, into what is there already.
  @Test
  void anEventIsWrittenOnceMoreByAnotherRun() throws IOException {
    DeadLetterPlace first;
    try (DeadLetter deadLetter = open()) {
      first = write(deadLetter, ONE, ByteSlice.utf8("an event\n"));
    }
    try (DeadLetter deadLetter = open()) {
      DeadLetterPlace again = write(deadLetter, ONE, ByteSlice.utf8("an event\n"));
      assertThat(at(again, 9)).isEqualTo("an event\n");
      assertThat(at(first, 9)).isEqualTo("an event\n");
    }
  }
}
