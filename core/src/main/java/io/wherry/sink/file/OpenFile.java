package io.wherry.sink.file;

import io.wherry.sink.SinkException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A file that is open for appending.
///
/// @param channel where to write
/// @param isRegular whether it can be forced; a device or a named pipe cannot
/// @param cut bytes of a torn last line that were cut
record OpenFile(FileChannel channel, boolean isRegular, long cut) {
  /// Opens it; one that is not there is made.
  ///
  /// @throws SinkException when it cannot be opened for writing
  static OpenFile at(Path path) {
    if (Files.isDirectory(path)) {
      throw new SinkException(words(path, "is a directory: name a file in it"), null);
    }
    boolean regular = !Files.exists(path) || Files.isRegularFile(path);
    try {
      long cut = regular ? cut(path) : 0;
      FileChannel opened =
          regular
              // Whoever else appends, or empties the file (log rotation), loses nothing by us.
              ? FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
              : openDevice(path);
      return new OpenFile(opened, regular, cut);
    } catch (IOException e) {
      throw new SinkException(words(path, "cannot open: " + reason(e)), e);
    }
  }

  /// A line about the file.
  static String words(Path path, String what) {
    return "file sink " + path + ": " + what;
  }

  /// Opening a named pipe waits for its reader, and nothing ends that: so another thread waits, and
  /// this one can be interrupted.
  private static FileChannel openDevice(Path path) throws IOException {
    var opening = new FutureTask<>(() -> FileChannel.open(path, StandardOpenOption.WRITE));
    Thread.ofPlatform().daemon().name("open " + path).start(opening);
    try {
      return opening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for its reader");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static long cut(Path path) throws IOException {
    try (FileChannel file = openFile(path)) {
      return TornLine.cut(file);
    }
  }

  private static FileChannel openFile(Path path) throws IOException {
    boolean isNew = !Files.exists(path);
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Path folder = path.toAbsolutePath().getParent();
    if (isNew && folder != null && !System.getProperty("os.name").startsWith("Windows")) {
      // Else a forced file may still be missing from its folder after a power cut.
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
    return file;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "its folder does not exist: create it";
      case AccessDeniedException denied -> "permission denied: choose another, or allow writing";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
