package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Records that are too large for the stream, one behind the other as they are. What is written is
/// forced before a put leaves that may point to it, so a pointer in the stream always leads
/// somewhere. After a crash a record may lie here twice; its pointer leads to one of them.
public final class DeadLetterFile implements AutoCloseable {
  private final Path path;
  private final FileChannel file;
  private volatile long appended;
  private volatile long forced;

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

  /// Appends a record and returns where it begins. It is durable behind the next [#force()].
  ///
  /// @throws SinkException when it cannot be written
  long append(ByteSlice record) {
    try {
      long offset = file.size();
      ByteBuffer bytes = ByteBuffer.wrap(record.array(), record.offset(), record.length());
      long at = offset;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      appended = at;
      return offset;
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
  }

  /// Makes durable what was appended before the call. Blocks, so it belongs on a carrier; any
  /// thread may call.
  ///
  /// @throws SinkException when it cannot be made durable
  void force() {
    long wanted = appended;
    if (forced < wanted) {
      forceUpTo(wanted);
    }
  }

  private synchronized void forceUpTo(long wanted) {
    if (forced >= wanted) {
      return; // another put has waited for it
    }
    long all = appended;
    try {
      file.force(true);
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
    forced = all;
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
