package io.wherry.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an ALTER TABLE does to a table. Its clauses act at once: they name columns as they are
/// called before, AFTER as they are called after; so names can be swapped.
///
/// Source: tried on MySQL 5.6.24 and 9.7.4, MariaDB 10.11.18.
final class TablePlan {
  /// A new definition, and where it goes: behind `after`; first for an empty one; to its old place
  /// or the end for null.
  private record Placed(ColumnClause column, @Nullable String old, @Nullable String after) {}

  private static final int MYSQL_8 = 80_000;

  private final TableDraft table;
  private final ServerTraits server;
  private final Set<String> drops = new HashSet<>();
  private final Map<String, Placed> changes = new LinkedHashMap<>();
  private final Map<String, String> renames = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();
  private final Set<String> added = new HashSet<>();
  private final List<String> inlineKey = new ArrayList<>();
  private final List<String> notNull = new ArrayList<>();
  private final Map<String, Boolean> shown = new HashMap<>();
  private @Nullable List<String> newKey;
  private boolean dropsKey;
  private @Nullable Boolean versioned;

  /// The default collation, with what the clauses say of it.
  final TableCollation collation;

  /// Whether all text gets that collation.
  boolean convert;

  /// Whether that is all the statement does, on MySQL.
  boolean convertsAlone;

  /// The table's new name, null where it keeps its own.
  TableNames.@Nullable Name newName;

  /// Tables that are made of its partitions.
  final List<TableNames.Name> copies = new ArrayList<>();

  /// Tables that become its partitions.
  final List<TableNames.Name> absorbed = new ArrayList<>();

  TablePlan(TableDraft table, @Nullable String schemaCollation, ServerTraits server) {
    this.table = table;
    this.server = server;
    this.collation = new TableCollation(schemaCollation);
  }

  boolean adds(String column) {
    return added.contains(TableName.fold(column));
  }

  void add(ColumnClause column, @Nullable String after) {
    placed.add(new Placed(column, null, after));
    added.add(TableName.fold(column.name()));
    if (column.primary()) {
      inlineKey.add(column.name());
    }
  }

  void addOther(TableElements elements) throws NotFollowed {
    List<String> key = elements.wholeKey();
    if (key != null && !(elements.keyOnlyIfAbsent && !table.key.isEmpty())) {
      newKey = key;
    }
    notNull.addAll(elements.periodColumns());
  }

  void change(String old, ColumnClause column, @Nullable String after) throws NotFollowed {
    var change = new Placed(column, old, after);
    if (changes.put(TableName.fold(old), change) != null) {
      throw new NotFollowed("two changes of the column " + NotFollowed.quoted(old));
    }
    placed.add(change);
    if (column.primary()) {
      inlineKey.add(column.name());
    }
  }

  void drop(String column) {
    drops.add(TableName.fold(column));
  }

  void rename(String old, String name) {
    renames.put(TableName.fold(old), name);
  }

  void dropKey() {
    dropsKey = true;
  }

  /// ALTER COLUMN … SET VISIBLE or INVISIBLE.
  void show(String column, boolean visible) {
    shown.put(TableName.fold(column), visible);
  }

  void version(boolean on) {
    versioned = on;
  }

  /// The table afterwards.
  TableDraft result() throws NotFollowed {
    boolean versionedNow = versioned == null ? table.versioned() : versioned;
    var result = new TableDraft(newCollation());
    columns(result);
    if (convert) {
      convert(result);
      if (convertsAlone && server.version() < MYSQL_8) {
        result.collation = defaultOfConverted(result);
      }
    }
    key(result);
    NotNull.make(result, notNull);
    if (versioned != null && !versioned) {
      result.columns.replaceAll(column -> column.role().hidden() ? column : column.plain());
    }
    result.version(versionedNow);
    result.settle();
    return result;
  }

  private @Nullable String newCollation() throws NotFollowed {
    if (convert && collation.several()) {
      throw new NotFollowed("CONVERT and a default charset besides");
    }
    return collation.given() ? collation.chosen() : table.collation;
  }

  private void columns(TableDraft result) throws NotFollowed {
    int found = 0;
    Map<Placed, ColumnDraft> moving = new HashMap<>();
    for (ColumnDraft column : table.columns) {
      String name = TableName.fold(column.name());
      Placed change = changes.get(name);
      if (drops.contains(name)) {
        found++;
      } else if (change != null) {
        found++;
        // One that moves stands here until its turn comes: others may go behind it.
        ColumnDraft draft = draft(change, result);
        result.columns.add(draft);
        moving.put(change, draft);
      } else if (renames.containsKey(name)) {
        found++;
        result.columns.add(column.named(renames.get(name)));
      } else {
        result.columns.add(shown.isEmpty() ? column : shown(column, name));
      }
    }
    if (found != drops.size() + changes.size() + renames.size()) {
      throw new NotFollowed("it names a column that is not there");
    }
    for (Placed one : placed) {
      ColumnDraft changed = moving.get(one);
      if (changed == null) {
        result.columns.add(place(one.after, result.columns), draft(one, result));
      } else if (one.after != null) {
        result.columns.remove(changed);
        result.columns.add(place(one.after, result.columns), changed);
      }
    }
  }

  /// Only of MySQL's own key does it matter who sees it.
  private ColumnDraft shown(ColumnDraft column, String name) throws NotFollowed {
    Boolean visible = shown.get(name);
    if (visible == null || !name.equals(ColumnDraft.ROW_ID_NAME)) {
      return column;
    }
    if (!visible) {
      throw new NotFollowed("my_row_id becomes invisible");
    }
    return column.plain();
  }

  private static ColumnDraft draft(Placed one, TableDraft result) throws NotFollowed {
    return one.column.draft(result.collation);
  }

  /// Where a column goes. MariaDB's own columns stay behind all others.
  private static int place(@Nullable String after, List<ColumnDraft> columns) throws NotFollowed {
    if (after != null && after.isEmpty()) {
      return !columns.isEmpty() && columns.getFirst().role() == ColumnDraft.Role.ROW_ID ? 1 : 0;
    }
    int end = columns.size();
    while (end > 0 && columns.get(end - 1).role().hidden()) {
      end--;
    }
    if (after == null) {
      return end;
    }
    String folded = TableName.fold(after);
    for (int i = 0; i < end; i++) {
      if (TableName.fold(columns.get(i).name()).equals(folded)) {
        return i + 1;
      }
    }
    throw new NotFollowed("no column " + NotFollowed.quoted(after) + " to stand behind");
  }

  private void convert(TableDraft result) throws NotFollowed {
    String to = result.collation;
    String charset = to == null ? null : Charsets.of(to);
    if (to == null || charset == null) {
      return;
    }
    for (ColumnDraft column : result.columns) {
      if (TextSize.labelsMayBreak(column, charset)) {
        // Seen on all servers: the labels' bytes stay, and mean something else then.
        throw new NotFollowed("CONVERT of labels that are not ASCII");
      }
    }
    result.columns.replaceAll(column -> {
      String from = column.collation() == null ? null : Charsets.of(column.collation());
      if (from == null || from.equals(Charsets.BINARY)) {
        return column;
      }
      String type = TextSize.converted(column.type(), from, charset);
      boolean bytes = type.endsWith("blob") || type.contains("binary(");
      return column.retyped(type, bytes ? null : to);
    });
  }

  /// What columns added later get. Where no column gets another charset, MySQL before 8.0 may find
  /// that there is nothing to do, and then leaves the default as it is too. That hangs on
  /// collations, `old_alter_table` and ALGORITHM, which are not all known here: so the default is
  /// known only where it makes no difference. Source: tried on 5.6.24; not on 5.7.
  private @Nullable String defaultOfConverted(TableDraft result) {
    for (int i = 0; i < table.columns.size(); i++) {
      String from = table.columns.get(i).collation();
      if (from != null && !sameCharset(from, result.columns.get(i).collation())) {
        return result.collation;
      }
    }
    return sameCharset(table.collation, result.collation) ? result.collation : null;
  }

  private static boolean sameCharset(@Nullable String one, @Nullable String other) {
    return one != null && other != null && Objects.equals(Charsets.of(one), Charsets.of(other));
  }

  private void key(TableDraft result) throws NotFollowed {
    if (!dropsKey) {
      for (String part : table.key) {
        String name = TableName.fold(part);
        Placed change = changes.get(name);
        if (!drops.contains(name)) {
          result.key.add(change != null ? change.column.name() : renames.getOrDefault(name, part));
        }
      }
    }
    List<String> key = newKey == null ? inlineKey : newKey;
    if (!key.isEmpty() && !result.key.isEmpty()) {
      throw new NotFollowed("it adds a primary key to a table that has one");
    }
    result.key.addAll(key);
  }
}
