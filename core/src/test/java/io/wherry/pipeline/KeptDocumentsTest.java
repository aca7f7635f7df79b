package io.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.file.FileCheckpointStore;
import io.wherry.source.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptDocumentsTest {
  @TempDir Path folder;

  private static Memory memory(String... documents) {
    var byName = new java.util.LinkedHashMap<String, String>();
    for (String name : documents) {
      byName.put(name, "text of " + name);
    }
    return new Memory(Map.of(), byName);
  }

  private Path file(String document) {
    return folder.resolve("c." + document);
  }

  // A document removed before the checkpoint that no longer names it is saved would be missing
  // after a crash between the two; one never removed would fill the folder, one DDL at a time.
  @Test
  void documentsAreThereWhileACheckpointNamesThem() throws IOException {
    try (CheckpointStore store = new FileCheckpointStore(folder.resolve("c"))) {
      var kept = new KeptDocuments(List.of());
      kept.save(store, memory("schema-1", "schema-2"));
      kept.tidy(store, memory("schema-1", "schema-2"));
      kept.save(store, memory("schema-2", "schema-3"));
      assertThat(store.load("schema-1")).contains("text of schema-1");
      kept.tidy(store, memory("schema-2", "schema-3"));
      assertThat(store.load("schema-1")).isEmpty();
      assertThat(store.load("schema-2")).contains("text of schema-2");
      assertThat(store.load("schema-3")).contains("text of schema-3");
    }
  }

  // 10,000 tables written again every second would be most of what Wherry writes.
  @Test
  void whatIsThereAlreadyIsNotWrittenAgain() throws IOException {
    try (CheckpointStore store = new FileCheckpointStore(folder.resolve("c"))) {
      new KeptDocuments(List.of()).save(store, memory("schema-1"));
      Files.setLastModifiedTime(file("schema-1"), FileTime.fromMillis(1));
      new KeptDocuments(List.of("schema-1")).save(store, memory("schema-1"));
      assertThat(Files.getLastModifiedTime(file("schema-1")).toMillis()).isEqualTo(1);
      new KeptDocuments(List.of("schema-1")).tidy(store, Memory.NONE);
      assertThat(file("schema-1")).doesNotExist();
    }
  }
}
