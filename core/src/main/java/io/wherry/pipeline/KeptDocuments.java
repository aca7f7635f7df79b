package io.wherry.pipeline;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.source.Memory;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The documents that a checkpoint names: durable before it, and removed when no checkpoint names
/// them any more. Source: DELIVERY 5.
final class KeptDocuments {
  private final Set<String> kept;

  /// @param saved names that the earlier run's checkpoint names: they are durable
  KeptDocuments(Collection<String> saved) {
    kept = new LinkedHashSet<>(saved);
  }

  /// Their names, as a checkpoint lists them.
  static List<String> names(Memory memory) {
    return List.copyOf(memory.documents().keySet());
  }

  /// Makes those durable that are not yet; a name stands for its content, so none is saved twice.
  ///
  /// @throws CheckpointException when one cannot be saved
  void save(CheckpointStore store, Memory memory) {
    for (Map.Entry<String, String> document : memory.documents().entrySet()) {
      if (!kept.contains(document.getKey())) {
        store.save(document.getKey(), document.getValue());
        kept.add(document.getKey());
      }
    }
  }

  /// Removes those that the checkpoint saved last does not name.
  void tidy(CheckpointStore store, Memory memory) {
    for (String name : List.copyOf(kept)) {
      if (!memory.documents().containsKey(name)) {
        store.delete(name);
        kept.remove(name);
      }
    }
  }
}
