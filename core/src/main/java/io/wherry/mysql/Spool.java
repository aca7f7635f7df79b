package io.wherry.mysql;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An event that is too large for the heap, in a file without a name that anyone could need: it is
/// gone when it is closed, or when the process ends.
final class Spool implements AutoCloseable {
  private final FileChannel file;
  private final Arena mapping = Arena.ofShared();

  private Spool(FileChannel file) {
    this.file = file;
  }

  /// @throws IOException when no file can be made in the folder
  static Spool create(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, "wherry-", ".event");
    return new Spool(
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /// @throws IOException when there is no room
  void append(byte[] array, int at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(array, at, count);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /// All that was appended, valid until this is closed.
  ByteBuffer bytes() throws IOException {
    return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), mapping).asByteBuffer();
  }

  @Override
  public void close() {
    try (file) {
      if (mapping.scope().isAlive()) {
        mapping.close();
      }
    } catch (IOException e) {
      // The file is of no use to anyone; what it held has been read.
    }
  }
}
