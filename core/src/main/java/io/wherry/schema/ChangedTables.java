package io.wherry.schema;

import java.util.LinkedHashSet;
import java.util.Set;

/// Which tables a statement may have changed that changes rows by itself, as far as its text tells:
/// triggers, foreign keys and stored functions may have changed more.
///
/// ```text
///   INSERT|REPLACE [INTO] t …                     t
///   LOAD DATA … INTO TABLE t …                    t
///   UPDATE refs SET …                             every name in refs, aliases included
///   DELETE FROM refs …, DELETE names FROM refs …  every name in refs
/// ```
///
/// A name too many makes somebody stop who need not; a name too few loses rows. Source: MySQL 9
/// Reference Manual, "Data Manipulation Statements".
public final class ChangedTables {
  private final SqlTokens tokens;
  private final String schema;
  private final Set<SqlName> names = new LinkedHashSet<>();

  private ChangedTables(String sql, String schema, long sqlMode) {
    this.tokens = new SqlTokens(sql, sqlMode);
    this.schema = schema;
  }

  /// The names, or none where the text does not tell.
  ///
  /// @param schema the database that names without one belong to
  /// @param sqlMode bits of the session's `sql_mode`
  public static Set<SqlName> of(String sql, String schema, long sqlMode) {
    var reader = new ChangedTables(sql, schema, sqlMode);
    reader.read();
    return reader.names;
  }

  private void read() {
    while (tokens.passed('(')) {}
    String verb = tokens.keyword();
    tokens.advance();
    switch (verb) {
      case "INSERT", "REPLACE" -> {
        passOver("LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|INTO");
        name();
      }
      case "UPDATE" -> {
        passOver("LOW_PRIORITY|IGNORE");
        references("SET");
      }
      case "DELETE" -> {
        passOver("LOW_PRIORITY|QUICK|IGNORE|HISTORY");
        references("WHERE|ORDER|LIMIT|RETURNING");
      }
      case "LOAD" -> load();
      default -> {}
    }
  }

  private void passOver(String words) {
    while (tokens.keyword().matches(words)) {
      tokens.advance();
    }
  }

  private void load() {
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (tokens.passed("INTO") && tokens.passed("TABLE")) {
        name();
        return;
      }
      tokens.advance();
    }
  }

  /// Every name where a table may stand, up to a word that ends the references.
  private void references(String end) {
    boolean expected = true;
    int depth = 0;
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (depth == 0 && tokens.keyword().matches(end)) {
        return;
      }
      if (tokens.passed('(')) {
        depth++;
      } else if (tokens.passed(')')) {
        depth--;
        expected = false;
      } else if (tokens.passed("USING")) {
        // Of a join it names columns, of a DELETE the references behind its targets.
        expected = !tokens.is('(');
        forgetTargets(expected);
      } else if (tokens.passed("FROM")) {
        forgetTargets(depth == 0);
        expected = true;
      } else if (tokens.passed(',') || tokens.keyword().matches("JOIN|STRAIGHT_JOIN|LATERAL")) {
        passOver("JOIN|STRAIGHT_JOIN|LATERAL");
        expected = true;
      } else if (expected && tokens.named() && !tokens.is("SELECT")) {
        name();
        expected = false;
      } else {
        tokens.advance();
        expected = false;
      }
    }
  }

  /// What stands before the references are names or aliases of some of them.
  private void forgetTargets(boolean references) {
    if (references) {
      names.clear();
    }
  }

  private void name() {
    if (tokens.named() || tokens.is('.')) {
      names.add(SqlName.read(tokens, schema));
    }
  }
}
