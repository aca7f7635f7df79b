package io.wherry.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every checkpoint store keeps. An implementation's test inherits this and says how its
/// stored bytes are reached, so that they can be damaged.
public abstract class CheckpointStoreContract {
  /// The name under which a run says how far it came.
  protected static final String NAME = "checkpoint";

  private static final String DOCUMENT = "position=binlog.000001:4\nname=é € 🛶\n";

  /// A store over what was saved before in this test; at first nothing was.
  protected abstract CheckpointStore open();

  /// The bytes under which a document is stored.
  protected abstract byte[] stored(String name);

  /// Replaces the stored bytes behind the store's back.
  protected abstract void damage(String name, byte[] bytes);

  /// From one flipped bit to the next: 1 for each of them.
  protected int bitsBetween() {
    return 1;
  }

  private void save(String name, String document) {
    try (CheckpointStore store = open()) {
      store.save(name, document);
    }
  }

  private Optional<String> load(String name) {
    try (CheckpointStore store = open()) {
      return store.load(name);
    }
  }

  @Test
  void whatWasNeverSavedIsEmpty() {
    assertThat(load(NAME)).isEmpty();
    save(NAME, DOCUMENT);
    assertThat(load("schema-1")).isEmpty();
  }

  @Test
  void theLastSavedDocumentComesBack() {
    for (String document : new String[] {DOCUMENT, "", "\n", "no newline", "\n\n", "crc32c 0\n"}) {
      save(NAME, document);
      assertThat(load(NAME)).contains(document);
    }
  }

  @Test
  void documentsOfDifferentNamesAreApart() {
    save(NAME, "one");
    save("schema-1", "two");
    save("schema-1.old", "three");
    assertThat(load(NAME)).contains("one");
    assertThat(load("schema-1")).contains("two");
    assertThat(load("schema-1.old")).contains("three");
  }

  @Test
  void aDeletedDocumentIsGone() {
    save("schema-1", "one");
    save("schema-2", "two");
    try (CheckpointStore store = open()) {
      store.delete("schema-1");
      store.delete("schema-1");
      store.delete("never");
    }
    assertThat(load("schema-1")).isEmpty();
    assertThat(load("schema-2")).contains("two");
  }

  @Test
  void aDocumentHasALargestSize() {
    String largest = "x".repeat(CheckpointStore.MAX_BYTES);
    save(NAME, largest);
    assertThat(load(NAME)).contains(largest);
    assertThatThrownBy(() -> save(NAME, largest + "x"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the document has 65537 bytes, 65536 are possible");
    assertThat(load(NAME)).contains(largest);
  }

  // Whatever a crash or a bad disk leaves: a run that takes it for "nothing there" starts at the
  // newest change and loses all before it.
  @Test
  void aDocumentTornAtAnyByteIsRefused() {
    save(NAME, DOCUMENT);
    byte[] whole = stored(NAME);
    try (CheckpointStore store = open()) {
      for (int length = 0; length < whole.length; length++) {
        damage(NAME, java.util.Arrays.copyOf(whole, length));
        assertRefused(store, "torn after " + length + " bytes");
      }
    }
  }

  @Test
  void aDocumentWithAnyFlippedBitIsRefused() {
    save(NAME, DOCUMENT);
    byte[] whole = stored(NAME);
    try (CheckpointStore store = open()) {
      for (int bit = 0; bit < 8 * whole.length; bit += bitsBetween()) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        damage(NAME, flipped);
        assertRefused(store, "bit " + bit + " flipped");
      }
    }
  }

  private static void assertRefused(CheckpointStore store, String how) {
    assertThatThrownBy(() -> store.load(NAME))
        .as(how)
        .isInstanceOf(CheckpointException.class)
        .message()
        .startsWith("checkpoint ")
        .doesNotContain("\n");
  }

  @Test
  void anotherDocumentInItsPlaceIsRefused() {
    save(NAME, DOCUMENT);
    save("schema-1", "two");
    damage(NAME, stored("schema-1"));
    assertThatThrownBy(() -> load(NAME))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds the document schema-1, not checkpoint");
  }

  @Test
  void aNewerVersionAndSomethingElseAreRefused() {
    save(NAME, DOCUMENT);
    damage(NAME, "wherry checkpoint 7 checkpoint\nof another layout\n".getBytes(UTF_8));
    assertThatThrownBy(() -> load(NAME))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(": is of version 7, this Wherry reads up to 1: put back a good copy");
    damage(NAME, "[client]\nuser=root\n".getBytes(UTF_8));
    assertThatThrownBy(() -> load(NAME))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(": is not a checkpoint of Wherry: put back a good copy");
  }

  // Whoever restores yesterday's copy of a checkpoint that says that nothing lies behind it would
  // have all since then sent once more.
  @Test
  void anOlderCopyPutBackIsNotTheNewest() {
    try (CheckpointStore store = open()) {
      assertThat(store.isNewest()).isFalse();
      store.save(NAME, "yesterday");
      assertThat(store.isNewest()).isTrue();
    }
    byte[] yesterday = stored(NAME);
    save(NAME, "today");
    save("schema-1", "a document");
    byte[] today = stored(NAME);
    try (CheckpointStore store = open()) {
      assertThat(store.isNewest()).isTrue();
      damage(NAME, yesterday);
      assertThat(store.load(NAME)).contains("yesterday");
      assertThat(store.isNewest()).isFalse();
      damage(NAME, today);
      assertThat(store.isNewest()).isTrue();
      store.save(NAME, "tomorrow");
      assertThat(store.isNewest()).isTrue();
    }
  }

  // A save that goes on while its run ends must not come out behind those of the next run, and a
  // put
  // must not leave then.
  @Test
  void aClosedStoreWritesNoMore() {
    CheckpointStore store = open();
    store.save(NAME, "one");
    store.close();
    assertThatThrownBy(store::checkHeld)
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith(": is closed");
    save(NAME, "two");
    assertThatThrownBy(() -> store.save(NAME, "late")).isInstanceOf(CheckpointException.class);
    assertThatThrownBy(() -> store.delete(NAME)).isInstanceOf(CheckpointException.class);
    assertThat(load(NAME)).contains("two");
  }

  @Test
  void whoHoldsTheCheckpointKnowsThat() {
    try (CheckpointStore store = open()) {
      assertThatCode(store::checkHeld).doesNotThrowAnyException();
    }
  }

  // Two writers overwrite each other's checkpoint, and both publish.
  @Test
  void aSecondWriterIsRefusedUntilTheFirstIsGone() {
    try (CheckpointStore first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("another run (")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining(") uses it: stop that one, wait for its end with --standby, or use")
          .extracting(e -> ((CheckpointException) e).kind())
          .isEqualTo(CheckpointException.Kind.IN_USE);
      first.save(NAME, "still works");
    }
    assertThat(load(NAME)).contains("still works");
  }
}
