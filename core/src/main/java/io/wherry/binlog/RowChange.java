package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;
import io.wherry.change.Image;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.column.ColumnDecoder;
import io.wherry.column.Scratch;
import io.wherry.column.Unsound;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The row that [RowsEvent#next()] went to. Pushing throws [BinlogException] where a value's bytes
/// are not sound.
public final class RowChange implements Change {
  private final EventPlace place;
  private final Scratch scratch = new Scratch();
  private final RowImage before = new RowImage();
  private final RowImage after = new RowImage();
  private final Present beforePresent = new Present();
  private final Present afterPresent = new Present();
  private final PartialValues partial = new PartialValues();
  private boolean partialEvent;
  private @Nullable RowFormat format;
  private Operation operation = Operation.INSERT;
  private Image image = Image.FULL;
  private Transaction transaction = new Transaction();
  private long number;
  private long timestampMillis;

  RowChange(EventPlace place) {
    this.place = place;
  }

  /// Sets what the row's own bytes do not say; it stays set from row to row.
  ///
  /// @param number number of the row among the rows of its own table in its transaction, from 1
  /// @param timestampMillis when the change was committed, since 1970
  public void context(Transaction transaction, long number, long timestampMillis) {
    this.transaction = transaction;
    this.number = number;
    this.timestampMillis = timestampMillis;
  }

  /// @param partialEvent whether after images may tell JSON documents as changes
  void start(RowFormat format, Operation operation, boolean partialEvent) {
    this.format = format;
    this.operation = operation;
    this.partialEvent = partialEvent;
    partial.none();
  }

  /// Lets go of the last row's bytes.
  void letGo() {
    before.letGo();
    after.letGo();
    partial.letGo();
    scratch.letGo();
  }

  /// Reads which columns the images of the event's rows carry.
  void carry(ByteReader in, int columns) {
    beforePresent.setAll(columns);
    afterPresent.setAll(columns);
    if (operation != Operation.INSERT) {
      beforePresent.read(in, columns);
    }
    if (operation != Operation.DELETE) {
      afterPresent.read(in, columns);
    }
    image = classify();
  }

  /// Whether a row takes any bytes.
  boolean hasBytes() {
    return partialEvent
        || (operation != Operation.INSERT && beforePresent.count() > 0)
        || (operation != Operation.DELETE && afterPresent.count() > 0);
  }

  private Image classify() {
    if (beforePresent.all() && afterPresent.all()) {
      return Image.FULL;
    }
    RowFormat format = format();
    if (!beforePresent.lacksSmall(format) && !afterPresent.lacksSmall(format)) {
      return Image.NOBLOB;
    }
    boolean wholeBefore = operation == Operation.UPDATE && beforePresent.all();
    return wholeBefore ? Image.FULL_NODUP : Image.MINIMAL;
  }

  /// Measures the row at `at` and returns the index behind it.
  int measure(byte[] array, int at, int limit) {
    RowFormat format = format();
    try {
      int end = at;
      if (operation != Operation.INSERT) {
        end = before.measure(format, beforePresent, array, end, limit);
      }
      if (partialEvent) {
        end = partial.read(format, array, end, limit);
      }
      if (operation != Operation.DELETE) {
        end = after.measure(format, afterPresent, array, end, limit);
      }
      return end;
    } catch (ByteReader.ShortInput | Unsound e) {
      throw place.error(format.table().toString(), e);
    } catch (RowImage.Truncated e) {
      throw e.column() < 0
          ? place.error(format.table().toString(), "a row's NULL bits: " + e.getMessage(), e)
          : columnError(e.column(), format.typeName(e.column()) + " " + e.getMessage(), e);
    }
  }

  private RowFormat format() {
    RowFormat known = format;
    if (known == null) {
      throw new IllegalStateException("no row has been read yet");
    }
    return known;
  }

  @Override
  public Table table() {
    return format().table();
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public Part part() {
    return Part.WHOLE;
  }

  @Override
  public Image image() {
    return image;
  }

  @Override
  public boolean carriesBefore(Column column) {
    return operation != Operation.INSERT && beforePresent.has(column.index());
  }

  @Override
  public boolean carriesAfter(Column column) {
    return operation != Operation.DELETE && afterPresent.has(column.index());
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
  public boolean comparable() {
    return image == Image.FULL && !partial.some();
  }

  @Override
  public void before(ColumnVisitor visitor) {
    push(beforeImage(), visitor);
  }

  @Override
  public void after(ColumnVisitor visitor) {
    push(afterImage(), visitor);
  }

  @Override
  public void before(Column column, ColumnVisitor visitor) {
    push(beforeImage(), column, visitor);
  }

  @Override
  public void after(Column column, ColumnVisitor visitor) {
    push(afterImage(), column, visitor);
  }

  @Override
  public ByteSlice beforeImage(ByteSlice into) {
    ByteSlice bytes = beforeImage().bytes();
    return into.wrap(bytes.array(), bytes.offset(), bytes.length());
  }

  @Override
  public ByteSlice afterImage(ByteSlice into) {
    ByteSlice bytes = afterImage().bytes();
    return into.wrap(bytes.array(), bytes.offset(), bytes.length());
  }

  private RowImage beforeImage() {
    if (operation == Operation.INSERT) {
      throw new IllegalStateException("an INSERT has no before image");
    }
    return before;
  }

  private RowImage afterImage() {
    if (operation == Operation.DELETE) {
      throw new IllegalStateException("a DELETE has no after image");
    }
    return after;
  }

  private void push(RowImage image, ColumnVisitor visitor) {
    ColumnDecoder[] decoders = format().decoders();
    int i = 0;
    try {
      for (; i < decoders.length; i++) {
        push(image, decoders[i], i, visitor);
      }
    } catch (ByteReader.ShortInput | Unsound e) {
      throw columnError(i, Objects.toString(e.getMessage()), e);
    }
  }

  private void push(RowImage image, Column column, ColumnVisitor visitor) {
    int i = column.index();
    try {
      push(image, format().decoders()[i], i, visitor);
    } catch (ByteReader.ShortInput | Unsound e) {
      throw columnError(i, Objects.toString(e.getMessage()), e);
    }
  }

  private void push(RowImage image, ColumnDecoder decoder, int i, ColumnVisitor visitor) {
    int start = image.start(i);
    if (start == RowImage.NULL) {
      visitor.nothing(decoder.column());
    } else if (start == RowImage.ABSENT) {
      visitor.absent(decoder.column());
    } else {
      byte[] array = image.bytes().array();
      if (image == after && partial.has(format(), i)) {
        pushChanged(array, i, visitor);
      } else {
        decoder.push(array, start, image.length(i), scratch, visitor);
      }
    }
  }

  /// A document as it is now, told as changes to the one before.
  private void pushChanged(byte[] array, int i, ColumnVisitor visitor) {
    int start = before.start(i);
    if (start == RowImage.ABSENT) {
      throw new Unsound(
          "only what changed in the document is logged, and not the document as it was: set"
              + " binlog_row_value_options='' or binlog_row_image=FULL, and start behind this"
              + " transaction");
    }
    int length = start == RowImage.NULL ? 0 : before.length(i);
    visitor.json(
        table().columns().get(i),
        scratch.changed(array, start, length, after.start(i), after.length(i)));
  }

  /// `binlog.000007:4711 WRITE_ROWS shop.orders: …`.
  BinlogException error(String what) {
    return place.error(table().toString(), what, null);
  }

  private BinlogException columnError(int column, String what, RuntimeException cause) {
    String name = table().columns().get(column).name();
    return place.error(table() + "." + name, what, cause);
  }
}
