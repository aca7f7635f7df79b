package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.Table;
import io.wherry.change.Transaction;

/// The row that [RowsEvent#next()] went to. Pushing throws [BinlogException] where a value's bytes
/// are not sound.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class RowChange implements Change {
  private Transaction transaction = new Transaction();
  private long number;
  private long timestampMillis;

  RowChange() {}

  /// Sets what the row's own bytes do not say; it stays set from row to row.
  public void context(Transaction transaction, long number, long timestampMillis) {
    this.transaction = transaction;
    this.number = number;
    this.timestampMillis = timestampMillis;
  }

  @Override
  public Table table() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Operation operation() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Part part() {
    return Part.WHOLE;
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  @Override
  public void before(ColumnVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void after(ColumnVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void before(Column column, ColumnVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void after(Column column, ColumnVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ByteSlice beforeImage(ByteSlice into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ByteSlice afterImage(ByteSlice into) {
    throw new UnsupportedOperationException();
  }
}
