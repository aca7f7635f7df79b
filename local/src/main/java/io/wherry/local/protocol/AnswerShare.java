package io.wherry.local.protocol;

import java.util.concurrent.atomic.AtomicLong;

/// Memory for the answers of GetRecords that are being made and sent. When many are, each gets
/// less: fewer records an answer, which the API allows, in place of an OutOfMemoryError.
final class AnswerShare {
  /// Bytes of keys and data for all of them; four of the largest.
  private static final long ALL = 40 << 20;

  /// Every answer gets so much, however many there are.
  private static final long LEAST = 256 << 10;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /// @param most bytes that one may have
  AnswerShare(long most) {
    this.most = most;
  }

  /// Takes a share: half of what is left.
  long take() {
    long share = Math.clamp((ALL - taken.get()) / 2, LEAST, most);
    taken.addAndGet(share);
    return share;
  }

  void giveBack(long share) {
    taken.addAndGet(-share);
  }
}
