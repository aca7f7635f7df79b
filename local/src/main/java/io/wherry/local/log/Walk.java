package io.wherry.local.log;

/// A reader on its way through the chunks of a log.
final class Walk {
  private final int recordsMax;
  private final long bytesMax;
  private final RecordVisitor visitor;
  private int records;
  private boolean full;
  long at;
  long bytesShown;
  long lastArrival = Long.MIN_VALUE;

  Walk(long from, int recordsMax, long bytesMax, RecordVisitor visitor) {
    at = from;
    this.recordsMax = recordsMax;
    this.bytesMax = bytesMax;
    this.visitor = visitor;
  }

  boolean isFull() {
    return full || records == recordsMax;
  }

  void through(Chunk.View view) {
    byte[] bytes = view.bytes();
    at = Math.max(at, view.first());
    long end = view.first() + view.count();
    for (; at < end && records < recordsMax; at++) {
      int offset = view.offsets()[(int) (at - view.first())];
      int keyLength = RecordBytes.keyLength(bytes, offset);
      int dataLength = RecordBytes.dataLength(bytes, offset);
      if (records > 0 && bytesShown + keyLength + dataLength > bytesMax) {
        full = true;
        return;
      }
      lastArrival = RecordBytes.arrival(bytes, offset);
      visitor.record(at, lastArrival, bytes, offset + RecordBytes.HEAD, keyLength, dataLength);
      bytesShown += keyLength + dataLength;
      records++;
    }
  }

  /// Number of the first record that arrived at this time or later, or the one behind the last.
  static long firstAt(Chunk.View view, long time) {
    int low = 0;
    int high = view.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (RecordBytes.arrival(view.bytes(), view.offsets()[middle]) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return view.first() + low;
  }
}
