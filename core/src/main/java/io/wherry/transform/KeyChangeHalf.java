package io.wherry.transform;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;
import io.wherry.change.Image;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One half of an update that changes the key: a delete of the row as it was, or a write of the row
/// as it is now.
///
/// A view over the update, reused like it. The write shows a column that did not change, and that
/// the log therefore leaves out of the row as it is now, as it was. Source: DELIVERY 2,
/// `--key-change=split`.
public final class KeyChangeHalf implements Change {
  private final Part part;
  private final Operation operation;
  private @Nullable Change shown;

  /// A half that shows nothing yet; see [#of(Change)].
  ///
  /// @param part which half
  public KeyChangeHalf(Part part) {
    this.part = part;
    this.operation =
        switch (part) {
          case DELETE_HALF -> Operation.DELETE;
          case WRITE_HALF -> Operation.INSERT;
          case WHOLE -> throw new IllegalArgumentException("a half is not whole");
        };
  }

  /// Shows the half of an update().
  public KeyChangeHalf of(Change update) {
    shown = update;
    return this;
  }

  private Change update() {
    return Objects.requireNonNull(shown, "no update to show");
  }

  @Override
  public Table table() {
    return update().table();
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public Part part() {
    return part;
  }

  /// Whether an update can be told in halves without losing a column: both images together carry
  /// all of them.
  static boolean canShow(Change update) {
    if (update.image() == Image.FULL) {
      return true;
    }
    for (Column column : update.table().columns()) {
      if (!update.carriesBefore(column) && !update.carriesAfter(column)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Image image() {
    Image image = update().image();
    return image == Image.FULL_NODUP || operation == Operation.INSERT ? Image.FULL : image;
  }

  @Override
  public boolean carriesBefore(Column column) {
    need(Operation.DELETE);
    return update().carriesBefore(column);
  }

  @Override
  public boolean carriesAfter(Column column) {
    need(Operation.INSERT);
    return update().carriesAfter(column) || update().carriesBefore(column);
  }

  @Override
  public Transaction transaction() {
    return update().transaction();
  }

  @Override
  public long number() {
    return update().number();
  }

  @Override
  public long timestampMillis() {
    return update().timestampMillis();
  }

  private void need(Operation wanted) {
    if (operation != wanted) {
      throw new IllegalStateException("the " + part + " of an update has no such image");
    }
  }

  @Override
  public void before(ColumnVisitor visitor) {
    need(Operation.DELETE);
    update().before(visitor);
  }

  @Override
  public void after(ColumnVisitor visitor) {
    need(Operation.INSERT);
    if (update().image() == Image.FULL) {
      update().after(visitor);
      return;
    }
    for (Column column : table().columns()) {
      after(column, visitor);
    }
  }

  @Override
  public void before(Column column, ColumnVisitor visitor) {
    need(Operation.DELETE);
    update().before(column, visitor);
  }

  @Override
  public void after(Column column, ColumnVisitor visitor) {
    need(Operation.INSERT);
    if (update().carriesAfter(column)) {
      update().after(column, visitor);
    } else {
      update().before(column, visitor);
    }
  }

  @Override
  public boolean comparable() {
    return update().comparable();
  }

  @Override
  public ByteSlice beforeImage(ByteSlice into) {
    need(Operation.DELETE);
    return update().beforeImage(into);
  }

  @Override
  public ByteSlice afterImage(ByteSlice into) {
    need(Operation.INSERT);
    return update().afterImage(into);
  }
}
