package io.wherry.sink.stdout;

import io.wherry.sink.SinkClosedException;
import io.wherry.sink.SinkException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Standard output as bytes, which tells a reader that went away from a disk that is full.
public final class StandardOutput {
  private final FileChannel channel;

  /// @param channel stays open
  public StandardOutput(FileChannel channel) {
    this.channel = channel;
  }

  /// That of this process. Not closed: it is written to until the process ends.
  public static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out).getChannel());
  }

  /// Writes all of the buffer's remaining bytes.
  void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// The same, with the failure in words.
  ///
  /// @throws SinkClosedException when the reading end of a pipe is closed: a quiet end
  /// @throws SinkException when the bytes cannot be written for another reason
  public void write(ByteBuffer bytes) {
    try {
      writeAll(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// What a failed write means.
  SinkException failure(IOException e) {
    if (isPipe()) {
      return new SinkClosedException("stdout: closed by its reader", e);
    }
    return new SinkException(
        "stdout: cannot write: " + e.getMessage() + ": make room and start again", e);
  }

  /// Whether the output has no position: a pipe, a socket or a terminal. A write to one of them
  /// fails only when the other end is gone, whatever words the system's language has for that.
  public boolean isPipe() {
    try {
      return channel.position() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
