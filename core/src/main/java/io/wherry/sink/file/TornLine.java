package io.wherry.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A last line without its newline: what a crash leaves of a record that was being written. It was
/// never acknowledged, so it comes again.
final class TornLine {
  private static final int BLOCK = 64 << 10;

  private TornLine() {}

  /// Cuts the torn last line off, if there is one.
  ///
  /// @return number of bytes cut
  static long cut(FileChannel file) throws IOException {
    long size = file.size();
    long end = endOfLastLine(file, size);
    if (end < size) {
      file.truncate(end);
    }
    return size - end;
  }

  private static long endOfLastLine(FileChannel file, long size) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long end = size;
    while (end > 0) {
      long start = Math.max(0, end - BLOCK);
      block.clear().limit((int) (end - start));
      while (block.hasRemaining() && file.read(block, start + block.position()) >= 0) {}
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }
}
