package io.wherry.schema;

import java.util.List;

/// Makes columns NOT NULL that are it without saying so.
final class NotNull {
  private NotNull() {}

  static void make(TableDraft table, List<String> names) throws NotFollowed {
    if (names.isEmpty()) {
      return;
    }
    var places = table.places();
    for (String name : names) {
      Integer place = places.get(TableName.fold(name));
      if (place == null) {
        throw new NotFollowed("the column " + NotFollowed.quoted(name) + " is not there");
      }
      table.columns.set(place, table.columns.get(place).notNull());
    }
  }
}
