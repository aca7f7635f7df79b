package io.wherry.gtid;

import io.wherry.bytes.ByteWriter;

/// The global id of one transaction, as the event in front of it says it.
public interface Gtid {
  /// Appends the id in ASCII, as the server writes it: `uuid:23`, `uuid:tag:23` or `0-1-100`.
  void appendId(ByteWriter out);

  /// Number of the transaction within its server (and tag), or within its domain in MariaDB.
  long sequence();

  /// MariaDB's replication domain; 0 in MySQL.
  long domain();
}
