package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.column.Unsound;
import java.util.HexFormat;

/// The end of an XA transaction's group: its rows are prepared, or, in one phase, committed.
///
/// ```text
///   0           1           5              9              13
///   | one phase | format ID | gtrid length | bqual length | gtrid | bqual |
/// ```
///
/// Source: MySQL 9 source documentation, `XA_prepare_event`; MariaDB Knowledge Base, "XA_PREPARE".
public final class XaPrepare {
  /// Source: X/Open XA, `MAXGTRIDSIZE` and `MAXBQUALSIZE`.
  private static final int PART_MAX = 64;

  private final ByteSlice globalId = new ByteSlice();
  private final ByteSlice branchId = new ByteSlice();
  private boolean onePhase;
  private long format;

  XaPrepare() {}

  void read(ByteReader in) {
    onePhase = in.uint8() != 0;
    format = in.uint32();
    int globalLength = length(in);
    int branchLength = length(in);
    in.slice(globalLength, globalId);
    in.slice(branchLength, branchId);
  }

  private static int length(ByteReader in) {
    long length = in.uint32();
    if (length > PART_MAX) {
      throw new Unsound("a part of its XA name is " + length + " bytes, at most 64 are possible");
    }
    return (int) length;
  }

  /// Whether the transaction is committed with this event (`XA COMMIT … ONE PHASE`).
  public boolean onePhase() {
    return onePhase;
  }

  /// The transaction's name as the servers write it in statements: `X'61',X'7131',7`.
  public String name() {
    return "X'" + hex(globalId) + "',X'" + hex(branchId) + "'," + format;
  }

  private static String hex(ByteSlice part) {
    return HexFormat.of().formatHex(part.array(), part.offset(), part.offset() + part.length());
  }
}
