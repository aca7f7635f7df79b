package io.wherry.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Hash64;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Operation;
import io.wherry.change.Table;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of one change: the partition key, which decides the shard, and the wait keys, which
/// decide what must be acknowledged before the change may be sent.
///
/// | | partition key | wait keys |
/// |---|---|---|
/// | table with a primary key | `schema.table/1/2` | its hash; a change of key: old and new |
/// | table without one | `schema.table` | hash of the whole row; an update: both images |
/// | the same, once images lack columns | `schema.table` | its hash |
/// | other rules | what the rule names | its hash |
///
/// Where the log does not carry a key column of the row as it is now, it did not change and is
/// taken from the row as it was. Source: DELIVERY 2, docs/design/005-keys-and-row-images.md. Reused
/// for each change, by one thread.
public final class RecordKey {
  /// The most table versions whose names are kept encoded.
  static final int TABLES_MAX = 16_384;

  private final KeyRule rule;
  private final IdentityHashMap<Table, Columns> tables = new IdentityHashMap<>();
  private final ByteWriter before = new ByteWriter();
  private final ByteWriter after = new ByteWriter();
  private final KeyText beforeText = new KeyText(before);
  private final KeyText afterText = new KeyText(after);
  private final ByteSlice slice = new ByteSlice();
  private final ByteSlice otherSlice = new ByteSlice();
  private @Nullable Table lastTable;
  private Columns columns = new Columns(new byte[0], new Column[0], false);
  private final Set<String> serialTables = new HashSet<>();
  private boolean changed;
  private boolean hasBefore;
  private boolean splits;
  private boolean overtakes;
  private long firstWait;
  private long secondWait;

  /// What the rule means for one table version.
  private static final class Columns {
    final byte[] prefix;
    final Column[] columns;
    final boolean wholeRow;

    /// Of a table without a key: rows cannot be told apart by content any more.
    boolean serial;

    Columns(byte[] prefix, Column[] columns, boolean wholeRow) {
      this.prefix = prefix;
      this.columns = columns;
      this.wholeRow = wholeRow;
    }
  }

  /// Keys by the given rule.
  public RecordKey(KeyRule rule) {
    this.rule = rule;
  }

  /// Takes the keys of a change; they stay until the next call.
  ///
  /// @throws TransformException when the rule names a column that the table does not have, or a
  ///   column of the key is not in the log
  public void take(Change change) {
    Columns columns = columns(change.table());
    before.clear();
    after.clear();
    Operation operation = change.operation();
    hasBefore = operation != Operation.INSERT;
    if (hasBefore) {
      before.write(columns.prefix);
      for (Column column : columns.columns) {
        pushBefore(change, column, beforeText);
      }
    }
    if (operation != Operation.DELETE) {
      after.write(columns.prefix);
      for (Column column : columns.columns) {
        pushAfter(change, column);
      }
    }
    changed =
        operation == Operation.UPDATE && !before.slice(otherSlice).sameBytes(after.slice(slice));
    splits = changed && KeyChangeHalf.canShow(change);
    waits(change, columns);
  }

  /// Takes the keys of a statement; they stay until the next call. It goes where the table's rows
  /// go that have no key of their own, or where those of the schema do.
  public void take(LoggedStatement statement) {
    String key =
        switch (rule) {
          case KeyRule.ByRow _, KeyRule.ByTable _, KeyRule.ByColumn _ -> statement.subject();
          case KeyRule.BySchema _ -> statement.schema();
          case KeyRule.Constant constant -> constant.text();
        };
    before.clear();
    after.clear();
    after.utf8(key);
    hasBefore = false;
    changed = false;
    splits = false;
    overtakes = true;
    firstWait = Hash64.of(after.slice(slice), 0);
    secondWait = firstWait;
  }

  private void pushAfter(Change change, Column column) {
    if (change.carriesAfter(column)) {
      change.after(column, afterText);
    } else if (change.operation() == Operation.UPDATE) {
      pushBefore(change, column, afterText);
    } else {
      throw lacks(change, column);
    }
  }

  private static void pushBefore(Change change, Column column, KeyText text) {
    if (!change.carriesBefore(column)) {
      throw lacks(change, column);
    }
    change.before(column, text);
  }

  private static TransformException lacks(Change change, Column column) {
    return new TransformException(
        "%s:%d %s: column %s, which the record's key needs, is not in the row image: the log of an"
                .formatted(
                    change.transaction().file(),
                    change.transaction().offset(),
                    change.table(),
                    column.name())
            + " INSERT under binlog_row_image=MINIMAL lacks what took its default; set"
            + " binlog_row_image=NOBLOB or FULL, or choose --sink.key=table");
  }

  private void waits(Change change, Columns columns) {
    Operation operation = change.operation();
    overtakes = columns.wholeRow && !columns.serial && !change.comparable();
    if (overtakes) {
      columns.serial = true;
      serialTables.add(change.table().toString());
    }
    if (columns.wholeRow && !columns.serial) {
      long table = Hash64.of(slice.wrap(columns.prefix, 0, columns.prefix.length), 0);
      firstWait =
          operation == Operation.INSERT
              ? Hash64.of(change.afterImage(slice), table)
              : Hash64.of(change.beforeImage(slice), table);
      secondWait =
          operation == Operation.UPDATE ? Hash64.of(change.afterImage(slice), table) : firstWait;
      slice.letGo();
    } else {
      firstWait =
          Hash64.of(operation == Operation.INSERT ? after.slice(slice) : before.slice(slice), 0);
      secondWait = changed ? Hash64.of(after.slice(slice), 0) : firstWait;
    }
  }

  /// Whether the change is an update that moves the row to another key.
  public boolean changed() {
    return changed;
  }

  /// Whether such an update can be told as a delete and a write: not where both lack a column.
  public boolean splits() {
    return splits;
  }

  /// Whether the change may overtake one whose wait keys have nothing in common with its own: all
  /// that was offered must be acknowledged first. That is so once for a table without a key, when
  /// an image first lacks columns.
  public boolean overtakes() {
    return overtakes;
  }

  /// Points `into` at the partition key: the old one of an update that changes it.
  public ByteSlice partitionKey(ByteSlice into) {
    return hasBefore ? before.slice(into) : after.slice(into);
  }

  /// Points `into` at the new partition key of an update that changes it; else at the same.
  public ByteSlice secondPartitionKey(ByteSlice into) {
    return after.length() > 0 ? after.slice(into) : before.slice(into);
  }

  /// The first wait key.
  public long waitKey() {
    return firstWait;
  }

  /// The second wait key; equal to the first where there is only one.
  public long secondWaitKey() {
    return secondWait;
  }

  private Columns columns(Table table) {
    if (table != lastTable) {
      Columns known = tables.get(table);
      if (known == null) {
        if (tables.size() >= TABLES_MAX) {
          tables.clear();
        }
        known = prepare(table);
        known.serial = serialTables.contains(table.toString());
        tables.put(table, known);
      }
      lastTable = table;
      columns = known;
    }
    return columns;
  }

  private Columns prepare(Table table) {
    return switch (rule) {
      case KeyRule.ByRow _ ->
          new Columns(
              table.toString().getBytes(UTF_8),
              table.key().toArray(Column[]::new),
              table.key().isEmpty());
      case KeyRule.ByTable _ -> new Columns(table.toString().getBytes(UTF_8), new Column[0], false);
      case KeyRule.BySchema _ -> new Columns(table.schema().getBytes(UTF_8), new Column[0], false);
      case KeyRule.Constant constant ->
          new Columns(constant.text().getBytes(UTF_8), new Column[0], false);
      case KeyRule.ByColumn byColumn ->
          new Columns(new byte[0], new Column[] {column(table, byColumn.name())}, false);
    };
  }

  private static Column column(Table table, String name) {
    for (Column column : table.columns()) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    throw new TransformException(
        table
            + " has no column "
            + name
            + ", which --sink.key=column:"
            + name
            + " needs: exclude the table with --tables.exclude or choose another key");
  }
}
