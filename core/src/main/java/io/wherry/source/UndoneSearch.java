package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.QueryEvent;
import io.wherry.bytes.ByteSlice;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks at the events of one transaction, and notes which ROWS events were undone: by the ROLLBACK
/// it ends in, or by a ROLLBACK TO on the way.
///
/// ```text
///   GTID  rows 0  SAVEPOINT `s`  rows 1  rows 2  ROLLBACK TO `s`  rows 3  XID      undone: 1, 2
/// ```
///
/// It keeps one bit an event and one number a savepoint.
final class UndoneSearch {
  private final EventReader reader;
  private final BitSet undone = new BitSet(0);
  private final Map<String, Integer> savepoints = new HashMap<>();
  private int rows;

  /// @param reader one that has read the file's FORMAT_DESCRIPTION
  UndoneSearch(EventReader reader) {
    this.reader = reader;
  }

  /// Looks at the next event.
  ///
  /// @return whether the transaction ends with it
  boolean event(ByteSlice event) {
    int type = RawHeader.type(event);
    if (RawHeader.isRows(type)) {
      rows++;
      return false;
    }
    if (RawHeader.isQuery(type)) {
      reader.read(event);
      return statement(reader.query());
    }
    return type == RawHeader.XID || type == RawHeader.XA_PREPARE;
  }

  /// The undone ROWS events by their number in the transaction, from 0.
  BitSet undone() {
    return undone;
  }

  private boolean statement(QueryEvent query) {
    if (query.isBegin() || query.isCommit()) {
      return query.isCommit();
    }
    List<String> words = Arrays.asList(query.sqlText().strip().split("\\s+", -1));
    if (words.size() > 1 && words.getFirst().equalsIgnoreCase("SAVEPOINT")) {
      savepoints.put(name(words.subList(1, words.size())), rows);
    } else if (words.getFirst().equalsIgnoreCase("ROLLBACK")) {
      boolean whole = words.size() < 3 || !words.get(1).equalsIgnoreCase("TO");
      int from = whole ? 0 : savepoints.getOrDefault(name(words.subList(2, words.size())), 0);
      undone.set(from, rows);
      return whole;
    }
    return false;
  }

  /// The servers write the name in backticks, as the last thing.
  private static String name(List<String> words) {
    return String.join(" ", words).toLowerCase(Locale.ROOT);
  }
}
