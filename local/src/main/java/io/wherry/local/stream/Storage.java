package io.wherry.local.stream;

import io.wherry.local.log.Committer;
import io.wherry.local.log.DataFolder;
import io.wherry.local.log.Memory;
import io.wherry.local.log.RecordLog;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where streams keep their records: memory alone, or a folder too.
public final class Storage implements AutoCloseable {
  private final Memory memory;
  private final @Nullable DataFolder folder;
  private final @Nullable Committer committer;

  /// @param folder null: memory alone
  public Storage(Memory memory, @Nullable DataFolder folder) {
    this.memory = memory;
    this.folder = folder;
    committer = folder == null ? null : folder.committer();
  }

  RecordLog log(String group, String name, long first) {
    return folder == null
        ? new RecordLog(first, memory)
        : RecordLog.open(first, memory, folder.log(group, name));
  }

  /// Returns when what was appended is as safe as it gets, and memory within its bound.
  void commit(Collection<RecordLog> logs) {
    memory.keepBound();
    if (committer != null) {
      committer.commit(logs);
    }
  }

  @Nullable List<String> catalog() {
    return folder == null ? null : folder.catalog();
  }

  void saveCatalog(List<String> lines) {
    if (folder != null) {
      folder.saveCatalog(lines);
    }
  }

  void removeGroup(String group) {
    if (folder != null) {
      folder.removeGroup(group);
    }
  }

  @Override
  public void close() {
    if (committer != null) {
      committer.close();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
