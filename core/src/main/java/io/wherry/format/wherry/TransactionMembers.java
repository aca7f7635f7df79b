package io.wherry.format.wherry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Transaction;
import io.wherry.format.JsonText;
import org.jspecify.annotations.Nullable;

/// The parts of `meta` that are the same in all records of a transaction, encoded once for it.
///
/// The record that is held back is completed before the next transaction's first row comes, so they
/// are still those of its own transaction then.
final class TransactionMembers {
  private static final byte[] POSITION = "\",\"position\":\"".getBytes(US_ASCII);

  private final ByteWriter idWriter = new ByteWriter();
  private final ByteWriter originWriter = new ByteWriter();
  private final ByteSlice id = new ByteSlice();
  private final ByteSlice origin = new ByteSlice();
  private @Nullable Transaction encoded;
  private long serial;

  /// Turns to a transaction.
  void of(Transaction transaction) {
    if (transaction == encoded && transaction.serial() == serial) {
      return;
    }
    encoded = transaction;
    serial = transaction.serial();
    idWriter.clear();
    JsonText.escaped(transaction.id(id), idWriter);
    originWriter.clear();
    JsonText.escaped(transaction.server(), originWriter);
    originWriter.write(POSITION);
    JsonText.escaped(transaction.file(), originWriter);
    originWriter.write(':');
    originWriter.decimal(transaction.offset());
  }

  /// Its id.
  ByteSlice id() {
    return idWriter.slice(id);
  }

  /// What stands behind `"server":"`, up to the position's end.
  ByteSlice origin() {
    return originWriter.slice(origin);
  }
}
