package io.wherry.schema;

import io.wherry.schema.CatalogChange.Kind;
import io.wherry.schema.TableNames.Name;
import java.util.ArrayList;
import java.util.List;

/// What one statement does to the tables of a store, step by step, and a list of it.
final class CatalogMoves {
  private final TableStore store;
  private final LogPlace place;
  private final List<CatalogChange> changes = new ArrayList<>();

  CatalogMoves(TableStore store, LogPlace place) {
    this.store = store;
    this.place = place;
  }

  List<CatalogChange> changes() {
    return changes;
  }

  private void add(Kind kind, Name name, String verb, String why) {
    changes.add(new CatalogChange(kind, name.schema(), name.table(), verb, why));
  }

  /// A table of this name is there now and looks like this.
  void create(Name name, TableDraft table, String verb) {
    put(KeptTable.known(name.schema(), name.table(), TableText.write(table)), verb);
  }

  /// The same as another.
  void createLike(Name name, KeptTable other, String verb) {
    if (other.text == null) {
      lose(name, verb, other.unknown == null ? "" : other.unknown.why());
    } else {
      put(KeptTable.known(name.schema(), name.table(), other.text), verb);
    }
  }

  private void put(KeptTable table, String verb) {
    Name name = new Name(table.schema, table.table);
    if (full(name)) {
      lose(name, verb, "the catalog has " + Catalog.TABLES_MAX + " tables");
      return;
    }
    store.put(table);
    add(Kind.CREATED, name, verb, "");
  }

  private boolean full(Name name) {
    return store.size() >= Catalog.TABLES_MAX && store.get(name.schema(), name.table()) == null;
  }

  /// The table looks like this now.
  void change(KeptTable before, TableDraft now, String verb) {
    String text = TableText.write(now);
    if (text.equals(before.text)) {
      return;
    }
    if (before.text != null && TableText.sameColumns(text, before.text)) {
      store.put(before.withText(text));
      return;
    }
    store.put(KeptTable.known(before.schema, before.table, text));
    add(Kind.CHANGED, new Name(before.schema, before.table), verb, "");
  }

  /// There is no table of this name any more.
  void drop(Name name, String verb) {
    if (store.remove(name.schema(), name.table()) != null) {
      add(Kind.DROPPED, name, verb, "");
    }
  }

  /// It is not known any more what the table looks like. The first reason is kept.
  void lose(Name name, String verb, String why) {
    KeptTable before = store.get(name.schema(), name.table());
    if ((before != null && before.unknown != null) || full(name)) {
      return;
    }
    var change = new TableHistory.Change(verb, place);
    store.put(
        KeptTable.unknown(name.schema(), name.table(), new CatalogEntry.Unknown(change, why)));
    add(Kind.LOST, name, verb, why);
  }

  /// Any table may be meant.
  void loseAll(String verb, String why) {
    for (KeptTable table : List.copyOf(store.all())) {
      lose(new Name(table.schema, table.table), verb, why);
    }
  }
}
