package io.wherry.app;

import io.wherry.bytes.ByteSlice;
import io.wherry.consumer.RecordHandler;
import io.wherry.consumer.StreamRecord;
import io.wherry.sink.stdout.StandardOutput;
import java.nio.ByteBuffer;

/// Writes the data of each record as it is, and a newline where it does not end in one. Written at
/// once when a person looks on, else when nothing more is at hand or the buffer is full.
final class RecordLines implements RecordHandler {
  /// Bytes that are written without waiting for more.
  private static final int BUFFER_BYTES = 64 << 10;

  private final StandardOutput out;
  private final boolean atOnce;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /// @param atOnce whether to write each line at once
  RecordLines(StandardOutput out, boolean atOnce) {
    this.out = out;
    this.atOnce = atOnce;
  }

  @Override
  public void record(StreamRecord record) {
    ByteSlice data = record.data();
    write(ByteBuffer.wrap(data.array(), data.offset(), data.length()));
    if (data.length() == 0 || data.at(data.length() - 1) != '\n') {
      write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    if (atOnce) {
      pause();
    }
  }

  private void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        pause();
      }
      int count = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
    }
  }

  @Override
  public void pause() {
    buffer.flip();
    try {
      out.write(buffer);
    } finally {
      buffer.clear();
    }
  }
}
