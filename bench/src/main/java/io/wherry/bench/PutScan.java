package io.wherry.bench;

/// Walks over the CBOR of a PutRecords request and looks at nothing that it need not see.
///
/// Source: RFC 8949, section 3; Kinesis Data Streams API reference, "PutRecords".
final class PutScan {
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int INDEFINITE = -1;
  private static final int BREAK = 0xFF;

  private final byte[] array;
  private int at;
  private int dataFrom;
  private int dataLength;
  private int keyFrom;
  private int keyLength;

  /// What hears of the records.
  interface Records {
    /// One of them, as ranges of the request's array.
    void record(byte[] array, int dataFrom, int dataLength, int keyFrom, int keyLength);
  }

  PutScan(byte[] array, int from) {
    this.array = array;
    this.at = from;
  }

  /// Tells each record of the request; returns how many there are.
  int records(Records records) {
    int count = 0;
    int major = array[at] >> 5 & 7;
    if (major != MAP) {
      throw new BenchException("a PutRecords request that is no map: " + major, null);
    }
    for (int left = head(); has(left); left--) {
      int length = head();
      boolean wanted = length == 7 && array[at] == 'R';
      at += length;
      if (wanted) {
        for (int more = head(); has(more); more--) {
          record();
          records.record(array, dataFrom, dataLength, keyFrom, keyLength);
          count++;
        }
      } else {
        skip();
      }
    }
    return count;
  }

  private void record() {
    for (int left = head(); has(left); left--) {
      int length = head();
      byte first = array[at];
      at += length;
      if (first == 'D') {
        dataLength = head();
        dataFrom = at;
        at += dataLength;
      } else if (first == 'P') {
        keyLength = head();
        keyFrom = at;
        at += keyLength;
      } else {
        skip();
      }
    }
  }

  private boolean has(int left) {
    if (left < 0) {
      if ((array[at] & 0xFF) == BREAK) {
        at++;
        return false;
      }
      return true;
    }
    return left > 0;
  }

  private int head() {
    int additional = array[at++] & 0x1F;
    if (additional < 24) {
      return additional;
    }
    if (additional == 31) {
      return INDEFINITE;
    }
    int bytes = 1 << (additional - 24);
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (array[at++] & 0xFF);
    }
    return value;
  }

  private void skip() {
    int major = array[at] >> 5 & 7;
    int length = head();
    switch (major) {
      case BYTES, TEXT -> {
        if (length == INDEFINITE) {
          throw new BenchException("a text in pieces in a PutRecords request", null);
        }
        at += length;
      }
      case ARRAY, MAP -> {
        int items = length == INDEFINITE || major == ARRAY ? length : 2 * length;
        for (int left = items; has(left); left--) {
          skip();
        }
      }
      case TAG -> skip();
      default -> {}
    }
  }
}
