package io.wherry.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands in the parentheses of a CREATE TABLE, or behind ADD in an ALTER TABLE: columns,
/// keys, checks, periods.
///
/// ```text
///   a INT, PRIMARY KEY (a), INDEX i (b(10)), CONSTRAINT c CHECK (a > 1), PERIOD FOR p (s, e)
/// ```
final class TableElements {
  private final SqlTokens tokens;
  private final ServerTraits server;
  private final StatementContext context;

  final List<ColumnClause> columns = new ArrayList<>();

  /// The primary key that is given apart from the columns; null where none is.
  @Nullable List<String> key;

  /// Whether the key is made only where there is none yet.
  boolean keyOnlyIfAbsent;

  /// The name of the period in the key that must not overlap.
  private @Nullable String keyPeriod;

  private final Map<String, List<String>> periods = new HashMap<>();

  TableElements(SqlTokens tokens, ServerTraits server, StatementContext context) {
    this.tokens = tokens;
    this.server = server;
    this.context = context;
  }

  /// Reads elements up to the closing parenthesis and passes over it.
  void readAll() throws NotFollowed {
    do {
      read();
    } while (tokens.passed(','));
    if (!tokens.passed(')')) {
      throw new NotFollowed("column list at " + NotFollowed.quoted(tokens.text()));
    }
  }

  /// Reads one element.
  void read() throws NotFollowed {
    if (!passedOther()) {
      column();
    }
    tokens.passOverItem();
    if (columns.size() > TableDraft.COLUMNS_MAX) {
      throw new NotFollowed("more than " + TableDraft.COLUMNS_MAX + " columns");
    }
  }

  /// Reads a column's name and definition.
  ColumnClause column() throws NotFollowed {
    String name = name(tokens);
    var column = ColumnClause.read(name, tokens, server, context);
    columns.add(column);
    return column;
  }

  static String name(SqlTokens tokens) throws NotFollowed {
    String name = tokens.text();
    if (!tokens.isName() || name.isEmpty() || name.indexOf('\uFFFD') >= 0) {
      throw new NotFollowed("a name at " + NotFollowed.quoted(name));
    }
    tokens.advance();
    return name;
  }

  /// Passes over what is not a column, if it is that.
  boolean passedOther() throws NotFollowed {
    switch (tokens.keyword()) {
      case "PRIMARY" -> primaryKey();
      case "CONSTRAINT" -> constraint();
      case "CHECK" -> {
        tokens.advance();
        tokens.passedParentheses();
      }
      case "PERIOD" -> {
        return period();
      }
      case "VECTOR" -> {
        return second("INDEX", "KEY");
      }
      case "KEY", "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL", "FOREIGN" -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean second(String one, String other) {
    long mark = tokens.mark();
    tokens.advance();
    boolean second = tokens.is(one) || tokens.is(other);
    tokens.back(mark);
    return second;
  }

  private void constraint() throws NotFollowed {
    tokens.advance();
    // MariaDB: CONSTRAINT IF NOT EXISTS name.
    if (tokens.passed("IF") && tokens.passed("NOT")) {
      tokens.passed("EXISTS");
    }
    if (!tokens.keyword().matches("PRIMARY|UNIQUE|FOREIGN|CHECK")) {
      tokens.advance();
    }
    if (tokens.is("PRIMARY")) {
      primaryKey();
    }
  }

  /// `PRIMARY KEY [name] [USING BTREE] (a, b(10), c DESC, p WITHOUT OVERLAPS)`
  private void primaryKey() throws NotFollowed {
    keyOnlyIfAbsent = false;
    while (tokens.kind() != SqlTokens.Kind.END && !tokens.is('(')) {
      keyOnlyIfAbsent |= tokens.is("EXISTS");
      tokens.advance();
    }
    tokens.advance();
    var parts = new ArrayList<String>();
    do {
      String part = name(tokens);
      tokens.passedParentheses();
      if (tokens.passed("WITHOUT") && tokens.passed("OVERLAPS")) {
        keyPeriod = TableName.fold(part);
      } else {
        parts.add(part);
      }
      while (tokens.passed("ASC") || tokens.passed("DESC")) {}
    } while (tokens.passed(',') && parts.size() < TableDraft.COLUMNS_MAX);
    if (!tokens.passed(')')) {
      throw new NotFollowed("a key at " + NotFollowed.quoted(tokens.text()));
    }
    key = parts;
  }

  /// `PERIOD FOR p (s, e)`; PERIOD may also be a column's name.
  private boolean period() throws NotFollowed {
    if (!second("FOR", "FOR")) {
      return false;
    }
    tokens.advance();
    tokens.advance();
    if (tokens.passed("IF")) {
      tokens.passed("NOT");
      tokens.passed("EXISTS");
    }
    String name = TableName.fold(name(tokens));
    if (!tokens.passed('(')) {
      throw new NotFollowed("a period at " + NotFollowed.quoted(tokens.text()));
    }
    String start = name(tokens);
    tokens.passed(',');
    periods.put(name, List.of(start, name(tokens)));
    tokens.passed(')');
    return true;
  }

  /// Whether a period of the rows' life is named.
  boolean namesSystemTime() {
    return periods.containsKey("system_time");
  }

  /// Columns of the application's own periods: they are NOT NULL.
  List<String> periodColumns() {
    var names = new ArrayList<String>();
    periods.forEach((period, columns) -> {
      if (!period.equals("system_time")) {
        names.addAll(columns);
      }
    });
    return names;
  }

  /// The key with its period's columns; null where no key is given.
  @Nullable List<String> wholeKey() throws NotFollowed {
    if (keyPeriod == null || key == null) {
      return key;
    }
    List<String> period = periods.get(keyPeriod);
    if (period == null) {
      throw new NotFollowed("a key over a period that is defined elsewhere");
    }
    var whole = new ArrayList<>(key);
    // The end comes first. Tried on MariaDB 10.11.18.
    whole.add(period.get(1));
    whole.add(period.get(0));
    return whole;
  }
}
