package io.wherry.checkpoint.file;

import io.wherry.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lock that one run holds on its checkpoint, for as long as the process lives. The operating
/// system takes it away from a dead one, so no stale lock is ever left. The lock file stays.
///
/// ```text
///   4711\n         process id of whoever had the lock last
///   9ae0daaf\n     which checkpoint was saved last, by its checksum; not forced: one that is lost
///                  costs a look at the stream, no more
/// ```
final class RunLock implements AutoCloseable {
  private static final int LENGTH_MAX = 40;

  private final FileChannel file;
  private String saved;

  private RunLock(FileChannel file, String saved) {
    this.file = file;
    this.saved = saved;
  }

  /// @throws CheckpointException when another run holds it
  /// @throws IOException when the lock file cannot be used
  static RunLock take(Path checkpoint, Path lockFile) throws IOException {
    FileChannel file =
        FileChannel.open(
            lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      if (tryLock(file) == null) {
        throw CheckpointException.inUse(checkpoint.toString(), shownOther(file));
      }
      List<String> lines = lines(file);
      var lock = new RunLock(file, lines.size() < 2 ? "" : lines.get(1));
      lock.write();
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        file.close();
      }
    }
  }

  /// Who has the lock, as [CheckpointException#inUse] wants it; null when nobody has.
  static @Nullable String holder(Path lockFile) throws IOException {
    if (!Files.exists(lockFile)) {
      return null;
    }
    try (FileChannel file =
        FileChannel.open(lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return tryLock(file) == null ? shownOther(file) : null;
    }
  }

  private static String shownOther(FileChannel file) {
    String process = linesOfOther(file).getFirst();
    return process.matches("[0-9]+") ? " (process " + process + ")" : "";
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static List<String> lines(FileChannel file) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(LENGTH_MAX);
    file.read(read, 0);
    String text = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII);
    return List.of(text.split("\n"));
  }

  private static List<String> linesOfOther(FileChannel file) {
    try {
      return lines(file);
    } catch (IOException e) {
      // Some systems do not let a locked file be read; the line is true without the id.
      return List.of("");
    }
  }

  private void write() throws IOException {
    ByteBuffer text = ascii(ProcessHandle.current().pid() + "\n" + saved + "\n");
    int length = text.remaining();
    file.write(text, 0);
    file.truncate(length);
  }

  /// Which checkpoint was saved last; empty when nobody knows.
  String saved() {
    return saved;
  }

  /// Remembers which checkpoint was saved.
  void saved(String mark) throws IOException {
    saved = mark;
    write();
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // The lock is gone with the descriptor, whatever was said.
      return;
    }
  }
}
