package io.wherry.local.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// An answer's bytes, in blocks, so that a large one is never copied to grow.
public final class AnswerBuffer extends OutputStream {
  private static final int BLOCK = 64 << 10;

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;

  @Override
  public void write(int b) {
    if (used == BLOCK) {
      next();
    }
    blocks.getLast()[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (used == BLOCK) {
        next();
      }
      int part = Math.min(end - at, BLOCK - used);
      System.arraycopy(bytes, at, blocks.getLast(), used, part);
      used += part;
      at += part;
    }
  }

  private void next() {
    blocks.add(new byte[BLOCK]);
    used = 0;
  }

  /// Bytes written.
  public int size() {
    return blocks.isEmpty() ? 0 : (blocks.size() - 1) * BLOCK + used;
  }

  /// Forgets everything.
  void clear() {
    blocks.clear();
    used = BLOCK;
  }

  /// Writes everything on.
  public void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < blocks.size(); i++) {
      out.write(blocks.get(i), 0, i == blocks.size() - 1 ? used : BLOCK);
    }
  }
}
