package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Records that are too large for the stream, one behind the other as they are. One that is written
/// is forced before anything points to it, so a pointer in the stream always leads somewhere. After
/// a crash a record may lie here twice; its pointer leads to one of them.
public final class DeadLetterFile implements AutoCloseable {
  private final Path path;
  private final FileChannel file;

  /// @throws SinkException when the file cannot be opened
  public DeadLetterFile(Path path) {
    this.path = path.toAbsolutePath();
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed("cannot be opened", e);
    }
  }

  private SinkException failed(String what, IOException e) {
    return new SinkException(
        "dead letter %s: %s: %s: mend that, or use another --oversize.dead-letter"
            .formatted(path, what, e),
        e);
  }

  Path path() {
    return path;
  }

  /// Appends a record and returns where it begins, once it is durable. Blocks: records that large
  /// are rare.
  ///
  /// @throws SinkException when it cannot be made durable
  long append(ByteSlice record) {
    try {
      long offset = file.size();
      ByteBuffer bytes = ByteBuffer.wrap(record.array(), record.offset(), record.length());
      long at = offset;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      file.force(true);
      return offset;
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed("cannot be closed", e);
    }
  }
}
