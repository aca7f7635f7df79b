package io.wherry.checkpoint.file;

import io.wherry.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The lock that one run holds on its checkpoint, for as long as the process lives. The operating
/// system takes it away from a dead one, so no stale lock is ever left; the lock file stays and
/// holds the process id of whoever had the lock last.
final class RunLock implements AutoCloseable {
  private static final int PID_MAX = 20;

  private final FileChannel file;

  private RunLock(FileChannel file) {
    this.file = file;
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
        throw new CheckpointException(
            "checkpoint %s: another run%s uses it: stop that one, or use another --checkpoint"
                .formatted(checkpoint, holder(file)),
            null);
      }
      file.truncate(0);
      file.write(ascii(ProcessHandle.current().pid() + "\n"), 0);
      taken = true;
      return new RunLock(file);
    } finally {
      if (!taken) {
        file.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel file) {
    try {
      ByteBuffer read = ByteBuffer.allocate(PID_MAX);
      file.read(read, 0);
      String pid = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII).strip();
      return pid.matches("[0-9]+") ? " (process " + pid + ")" : "";
    } catch (IOException e) {
      // Some systems do not let a locked file be read; the line is true without the id.
      return "";
    }
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
