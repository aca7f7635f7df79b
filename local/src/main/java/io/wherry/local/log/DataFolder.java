package io.wherry.local.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The folder of one local stream: a lock, a small catalog that is replaced as a whole, and the
/// folders of its logs.
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String CATALOG = "streams";
  private static final String NEW_CATALOG = "streams.new";

  private final Path folder;
  private final Consumer<String> notice;
  private final FileChannel lock;

  private DataFolder(Path folder, Consumer<String> notice, FileChannel lock) {
    this.folder = folder;
    this.notice = notice;
    this.lock = lock;
  }

  /// Takes the folder for this process; makes it when it is not there.
  ///
  /// @param notice takes lines that a person should read
  /// @throws LogException when another process has it, or it cannot be used
  public static DataFolder open(Path folder, Consumer<String> notice) {
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        taken = take(lock);
        if (taken) {
          return new DataFolder(folder, notice, lock);
        }
      } finally {
        if (!taken) {
          lock.close();
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw new LogException(
          "data folder %s: is a file: name a folder with --data".formatted(folder), e);
    } catch (AccessDeniedException e) {
      throw new LogException(
          "data folder %s: not allowed to write there: name another one with --data"
              .formatted(folder),
          e);
    } catch (IOException e) {
      throw new LogException(
          "data folder %s: cannot be used: %s: name another one with --data"
              .formatted(folder, e.getMessage()),
          e);
    }
    throw new LogException(
        "data folder %s: another local stream uses it: stop that one, or name another --data"
            .formatted(folder),
        null);
  }

  private static boolean take(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /// Makes records in this folder safe.
  public Committer committer() {
    return new Committer(notice);
  }

  /// What [#saveCatalog] last saved; null in a new folder.
  public @Nullable List<String> catalog() {
    Path file = folder.resolve(CATALOG);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : null;
    } catch (IOException e) {
      throw new LogException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Replaces the catalog, and returns when the new one is safe on disk.
  public void saveCatalog(List<String> lines) {
    Path file = folder.resolve(NEW_CATALOG);
    try {
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
      try (var open =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          open.write(rest);
        }
        open.force(true);
      }
      Files.move(
          file,
          folder.resolve(CATALOG),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      SegmentFolder.force(folder);
    } catch (IOException e) {
      throw new LogException(
          file + ": cannot be written: " + e.getMessage() + ": free or repair the disk", e);
    }
  }

  /// The folder of one log.
  public SegmentFolder log(String group, String name) {
    return new SegmentFolder(folder.resolve(group).resolve(name), notice);
  }

  /// Deletes the folder of a group of logs, which must be empty.
  public void removeGroup(String group) {
    try {
      Files.deleteIfExists(folder.resolve(group));
    } catch (IOException e) {
      notice.accept(folder.resolve(group) + ": cannot be deleted: " + e.getMessage());
    }
  }

  /// Gives the folder free.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      notice.accept(folder + ": cannot be closed: " + e.getMessage());
    }
  }
}
