package io.wherry.checkpoint.file;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.DocumentText;
import io.wherry.checkpoint.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Documents in files: the one named [#MAIN] in the given file, any other beside it in `FILE.NAME`.
///
/// A document is written to `….tmp`, forced, and renamed over the old one, and then the folder is
/// forced: so there is always a whole one. As long as the store is open it holds the lock
/// `FILE.lock`, so a second run with the same checkpoint is refused.
///
/// ```java
/// CheckpointStore store = new FileCheckpointStore(Path.of("wherry.checkpoint"));
/// ```
public final class FileCheckpointStore implements CheckpointStore {
  private final Path main;
  private final RunLock lock;
  private volatile boolean closed;

  /// @throws CheckpointException when another run uses the file, or its folder cannot be used
  public FileCheckpointStore(Path file) {
    try {
      main = resolved(file);
      lock = RunLock.take(main, sibling(main, "lock"));
    } catch (IOException e) {
      throw failed(file, "cannot be used", e);
    }
  }

  /// Looks without taking it. Never in a process that has it, or may take it meanwhile: when a file
  /// is closed, POSIX takes all locks that the process has on it.
  ///
  /// @throws CheckpointException when the file cannot be used, or holds no good document
  public static Seen look(Path file) {
    try {
      Path main = resolved(file);
      Path folder = main.getParent();
      if (folder != null && Files.isDirectory(folder) && !Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
      return new Seen(document(main, MAIN), RunLock.holder(sibling(main, "lock")));
    } catch (IOException e) {
      throw failed(file, "cannot be used", e);
    }
  }

  private static Path resolved(Path file) throws IOException {
    Path main = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(main)) {
      throw new CheckpointException(
          "checkpoint %s: is a folder: name a file in it".formatted(main), null);
    }
    return main;
  }

  private static Path sibling(Path main, String suffix) {
    return main.resolveSibling(main.getFileName() + "." + suffix);
  }

  private Path path(String name) {
    if (name.equals(MAIN)) {
      return main;
    }
    boolean taken = name.equals("lock") || name.equals("tmp") || name.endsWith(".tmp");
    if (taken || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("document name: " + name);
    }
    return sibling(main, name);
  }

  private Path openPath(String name) {
    if (closed) {
      throw new CheckpointException("checkpoint %s: is closed".formatted(main), null);
    }
    return path(name);
  }

  @Override
  public Optional<String> load(String name) {
    return document(path(name), name);
  }

  private static Optional<String> document(Path path, String name) {
    byte[] bytes = read(path);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(DocumentText.read(name, bytes));
    } catch (DocumentText.Unreadable e) {
      throw unreadable(path, String.valueOf(e.getMessage()));
    }
  }

  private static byte @Nullable [] read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + DocumentText.FRAME_MAX);
      if (in.read() >= 0) {
        throw unreadable(path, "is larger than a checkpoint, %d bytes".formatted(MAX_BYTES));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failed(path, "cannot be read", e);
    }
  }

  @Override
  public boolean isNewest() {
    byte[] bytes = read(main);
    return bytes != null && DocumentText.mark(bytes).equals(lock.saved());
  }

  private static CheckpointException unreadable(Path path, String why) {
    return new CheckpointException(
        "checkpoint %s: %s: put back a good copy, or move it away and give --start"
            .formatted(path, why),
        null);
  }

  @Override
  public synchronized void save(String name, String document) {
    Path path = openPath(name);
    byte[] bytes = DocumentText.write(path.toString(), name, document);
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      write(temporary, bytes);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(path);
      if (name.equals(MAIN)) {
        lock.saved(DocumentText.mark(bytes));
      }
    } catch (IOException e) {
      throw failed(path, "cannot be saved", e);
    }
  }

  @Override
  public synchronized void delete(String name) {
    Path path = openPath(name);
    try {
      if (Files.deleteIfExists(path)) {
        forceFolder(path);
      }
    } catch (IOException e) {
      throw failed(path, "cannot be removed", e);
    }
  }

  /// The operating system keeps the lock for as long as the process lives, stopped or not.
  @Override
  public void checkHeld() {
    if (closed) {
      throw new CheckpointException(Kind.LOST, "checkpoint %s: is closed".formatted(main), null);
    }
  }

  private static void write(Path path, byte[] bytes) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(true);
    }
  }

  /// Makes a rename durable. Windows has no such thing, and needs none.
  private static void forceFolder(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder != null && !System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static CheckpointException failed(Path path, String what, IOException e) {
    Path folder = path.toAbsolutePath().getParent();
    String why =
        switch (e) {
          case NoSuchFileException missing ->
              "the folder %s does not exist: create it".formatted(folder);
          case AccessDeniedException denied ->
              "permission denied in %s: allow writing there, or use another --checkpoint"
                  .formatted(folder);
          case FileSystemException other when other.getReason() != null ->
              other.getReason() + ": mend that, or use another --checkpoint";
          default -> e.getMessage() + ": mend that, or use another --checkpoint";
        };
    return new CheckpointException("checkpoint %s: %s: %s".formatted(path, what, why), e);
  }

  @Override
  public synchronized void close() {
    closed = true;
    lock.close();
  }
}
