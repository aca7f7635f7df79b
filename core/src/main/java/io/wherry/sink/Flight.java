package io.wherry.sink;

/// How many bytes may be on their way at a time. On a slow line a call that shares it with too many
/// others does not end within its life, and its outcome is unknown: sent again the same way, it
/// would never end.
///
/// The bound grows with what is stored: it doubles each round trip up to half of what last was too
/// much, from there on by [#STEP]. It is halved when a call is lost that was sent under it.
final class Flight {
  /// The bound at first, in bytes.
  static final long FIRST = 1 << 20;

  /// The least bound: some ten records, so that even a service that stores a few a second ends a
  /// call within its life. A larger record goes alone.
  static final long LEAST = 4 << 10;

  /// What the bound grows by each round trip when it is near its last peak, at most; no more than
  /// an eighth of it.
  static final long STEP = 64 << 10;

  private static final int SHARES = 4;

  private final long most;
  private long bound;
  private long steadyFrom;
  private long bytes;
  private int records;
  private boolean cut;
  private long cutAt;

  /// @param most the bound is never above this
  Flight(long most) {
    this.most = most;
    bound = Math.min(FIRST, most);
    steadyFrom = most;
  }

  boolean isFull() {
    return bytes >= bound;
  }

  /// Bytes the next request may have: a share of the bound, so that several are on their way.
  long room() {
    return Math.min(bound - bytes, Math.max(LEAST, bound / SHARES));
  }

  void sent(Request request, long now) {
    request.sentAt(now);
    records += request.parts();
    bytes += request.bytes();
  }

  /// A request came back.
  ///
  /// @param lost whether nothing is known of any of its entries
  void back(Request request, boolean lost, long now) {
    records -= request.parts();
    bytes -= request.bytes();
    if (lost) {
      if (!cut || request.sentAt() - cutAt >= 0) {
        cut = true;
        cutAt = now;
        bound = Math.max(Math.min(LEAST, most), bound / 2);
        steadyFrom = bound;
      }
    } else if (bound < steadyFrom) {
      bound = Math.min(most, bound + request.bytes());
    } else {
      long step = Math.min(STEP, bound / 8);
      bound = Math.min(most, bound + Math.max(1, step * request.bytes() / bound));
    }
  }

  int records() {
    return records;
  }
}
