package io.wherry.binlog;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.wherry.column.Unsound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Decompresses Zstandard frames piece by piece: it holds the frame's window, never the whole.
///
/// The window lies outside of the heap, and is as large as the server's compression level asked
/// for: 2 MiB at `binlog_transaction_compression_level_zstd=3`, the default. Source: RFC 8878.
final class ZstdStream implements AutoCloseable {
  /// The largest window of a frame, as a power of two in bytes: that of level 22, the highest.
  private static final int WINDOW_LOG_MAX = 27;

  private final ZstdInputStreamNoFinalizer frames;

  /// @param compressed read from its position to its limit
  ZstdStream(ByteBuffer compressed) {
    try {
      frames = new ZstdInputStreamNoFinalizer(new Bytes(compressed), RecyclingBufferPool.INSTANCE);
      frames.setLongMax(WINDOW_LOG_MAX);
    } catch (IOException e) {
      throw unsound(e);
    }
  }

  /// Reads some of the next bytes into a range of at least one byte.
  ///
  /// @return how many, or -1 behind the last one
  /// @throws Unsound when the frame is damaged, cut, or has too large a window
  int read(byte[] into, int at, int room) {
    try {
      return frames.read(into, at, room);
    } catch (IOException e) {
      throw unsound(e);
    }
  }

  private static Unsound unsound(IOException e) {
    return new Unsound("Zstandard data that cannot be read: " + e.getMessage());
  }

  @Override
  public void close() {
    try {
      frames.close();
    } catch (IOException e) {
      throw unsound(e);
    }
  }

  /// The bytes of a buffer, on the heap or not.
  private static final class Bytes extends InputStream {
    private final ByteBuffer bytes;

    Bytes(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int at, int room) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(room, bytes.remaining());
      bytes.get(into, at, count);
      return count;
    }
  }
}
