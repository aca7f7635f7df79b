package io.wherry.source;

import java.util.BitSet;

/// Which ROWS events of the transaction in hand do not count, because they were undone.
///
/// A server leaves undone rows out of its log, except where the transaction created or dropped
/// temporary tables (MariaDB, MySQL 5.6): then it logs the rows, and ROLLBACK or ROLLBACK TO behind
/// them. They are rows of tables with transactions: those of others are logged apart, and at once.
/// Tried on MySQL 5.6 and MariaDB 10.11, 11.4 and 11.8; MySQL 9.7 logs none. [LookAhead] finds out.
final class UndoneRows {
  private static final BitSet NONE = new BitSet(0);

  private BitSet found = NONE;
  private boolean looked;
  private BitSet undone = NONE;
  private boolean known;
  private int events;

  /// Takes in what was found out about the transaction that begins next.
  void found(BitSet undone) {
    found = undone;
    looked = true;
  }

  /// A transaction begins.
  void begin() {
    undone = found;
    known = looked;
    found = NONE;
    looked = false;
    events = 0;
  }

  /// Whether it was found out which rows of the transaction were undone.
  boolean known() {
    return known;
  }

  /// Counts a ROWS event of the transaction.
  ///
  /// @return whether it was undone
  boolean next() {
    return undone.get(events++);
  }
}
