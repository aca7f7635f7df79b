package io.wherry.sink.file;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.Digest;
import io.wherry.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Records that are too large for the stream, one behind the other as they are. After a crash a
/// record may lie here twice; its pointer leads to one of them.
public final class DeadLetterFile implements DeadLetter {
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

  @Override
  public Outcome write(Digest id, ByteSlice record) {
    try {
      long offset = file.size();
      ByteBuffer bytes = ByteBuffer.wrap(record.array(), record.offset(), record.length());
      long at = offset;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      file.force(true);
      return new Outcome.Kept(new DeadLetterPlace.InFile(path.toString(), offset));
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
