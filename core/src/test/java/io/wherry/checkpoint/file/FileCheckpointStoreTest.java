package io.wherry.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.CheckpointStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointStoreTest extends CheckpointStoreContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("w.checkpoint");
  }

  private Path file(String name) {
    return name.equals(NAME) ? file() : folder.resolve("w.checkpoint." + name);
  }

  @Override
  protected CheckpointStore open() {
    return new FileCheckpointStore(file());
  }

  @Override
  protected byte[] stored(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void damage(String name, byte[] bytes) {
    try {
      Files.write(file(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loadRefusesWith(String text, String line) {
    damage(NAME, text.getBytes(StandardCharsets.UTF_8));
    try (CheckpointStore store = open()) {
      assertThatThrownBy(() -> store.load(NAME))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(
              "checkpoint "
                  + file()
                  + ": "
                  + line
                  + ": put back a good copy, or move it away and give --start");
    }
  }

  @Test
  void theFileIsReadable() throws IOException {
    try (CheckpointStore store = open()) {
      store.save(NAME, "position=binlog.000001:4\nclean=false\n");
    }
    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            wherry checkpoint 1 checkpoint
            position=binlog.000001:4
            clean=false

            crc32c 017e3d0c
            """);
  }

  @Test
  void everyUnreadableFileHasItsLine() {
    loadRefusesWith("", "is not a checkpoint of Wherry");
    loadRefusesWith("[client]\nuser=root\n", "is not a checkpoint of Wherry");
    loadRefusesWith(
        "wherry checkpoint 1 checkpoint\nposition=x\n",
        "is damaged: its checksum does not fit its content");
    loadRefusesWith(
        "wherry checkpoint 7 checkpoint\nsha256 of another layout\n",
        "is of version 7, this Wherry reads up to 1");
    loadRefusesWith("x".repeat(66_000), "is larger than a checkpoint, 65536 bytes");
  }

  @Test
  void theLineForASecondRunNamesTheProcess() throws Exception {
    try (var other = new OtherRun(file())) {
      assertThatThrownBy(this::open)
          .isInstanceOf(CheckpointException.class)
          .hasMessage(
              "checkpoint %s: another run (process %d) uses it: stop that one, wait for its end"
                  + " with --standby, or use another --checkpoint",
              file(), other.pid());
    }
    open().close();
  }

  @Test
  void anInterruptedSaveLeavesTheDocumentBeforeIt() throws IOException {
    try (CheckpointStore store = open()) {
      store.save(NAME, "one");
    }
    Files.writeString(folder.resolve("w.checkpoint.tmp"), "wherry checkpoint 1 chec");
    try (CheckpointStore store = open()) {
      assertThat(store.load(NAME)).contains("one");
      store.save(NAME, "two");
      assertThat(store.load(NAME)).contains("two");
    }
    assertThat(folder.resolve("w.checkpoint.tmp")).doesNotExist();
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("no/w.checkpoint");
    assertThatThrownBy(() -> new FileCheckpointStore(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpoint %s: cannot be used: the folder %s does not exist: create it",
            file, file.getParent());
  }

  @Test
  void aFolderIsNoCheckpoint() {
    assertThatThrownBy(() -> new FileCheckpointStore(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint %s: is a folder: name a file in it", folder);
  }

  // Under /sys nobody may create a file, not even root, who runs many tests.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatForbidsWritingIsNamed() {
    assertThatThrownBy(() -> new FileCheckpointStore(Path.of("/sys/w.checkpoint")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("checkpoint /sys/w.checkpoint: cannot be used: ")
        .hasMessageEndingWith("use another --checkpoint");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskKeepsTheDocumentBefore() throws IOException {
    try (CheckpointStore store = open()) {
      store.save(NAME, "one");
      Files.createSymbolicLink(folder.resolve("w.checkpoint.tmp"), Path.of("/dev/full"));
      assertThatThrownBy(() -> store.save(NAME, "two"))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(
              "checkpoint %s: cannot be saved: No space left on device: mend that, or use another"
                  + " --checkpoint",
              file());
      assertThat(store.load(NAME)).contains("one");
    }
    Files.delete(folder.resolve("w.checkpoint.tmp"));
  }
}
