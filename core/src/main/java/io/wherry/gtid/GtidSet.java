package io.wherry.gtid;

/// The transactions executed so far, in the server's own terms.
public sealed interface GtidSet permits MysqlGtidSet, MariadbGtidSet {
  /// Reads the text form of either family; empty text is an empty set.
  static GtidSet parse(String text, boolean mariadb) {
    return mariadb ? new MariadbGtidSet(text) : new MysqlGtidSet(text);
  }

  /// Takes note of a transaction that begins.
  ///
  /// @return whether it was executed before. MariaDB's form cannot tell, because it only knows the
  ///   last one and numbers may go back: then no
  boolean begin(Gtid transaction);

  /// Takes in the transaction that began last: it is committed.
  void commit();

  /// Whether everything in the other set is in this one.
  boolean covers(GtidSet other);

  /// What is in this set and not in the other, for people to read; empty when there is nothing.
  String without(GtidSet other);

  /// The text form, as the server reads it.
  @Override
  String toString();
}
