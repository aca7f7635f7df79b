package io.wherry.schema;

import io.wherry.change.LoggedStatement.Kind;
import io.wherry.change.LoggedStatement.Rows;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads as much of a statement as [Definition] says of it.
///
/// Source: MySQL 9 Reference Manual, "Data Definition Statements"; MariaDB, "Data Definition".
final class DefinitionReader {
  /// Words that may stand between CREATE, ALTER or DROP and what they are about.
  private static final int WORDS_BETWEEN_MAX = 4;

  private final SqlTokens tokens;
  private final String defaultSchema;
  private final Set<SqlName> names = new LinkedHashSet<>();
  private boolean temporary;
  private boolean replaces;

  DefinitionReader(String sql, String defaultSchema, long sqlMode) {
    this.tokens = new SqlTokens(sql, sqlMode);
    this.defaultSchema = defaultSchema;
  }

  @Nullable Definition read() {
    String verb = tokens.keyword();
    tokens.advance();
    return switch (verb) {
      case "CREATE" -> create();
      case "ALTER" -> alter();
      case "DROP" -> drop();
      case "RENAME" -> rename();
      case "TRUNCATE" -> {
        tokens.passed("TABLE");
        name();
        yield of("TRUNCATE TABLE", Kind.TABLE_TRUNCATE, Rows.REMOVED);
      }
      case "SET" -> set();
      default -> null;
    };
  }

  /// MariaDB's `SET STATEMENT variable=value FOR ALTER TABLE …`.
  private @Nullable Definition set() {
    if (!tokens.passed("STATEMENT")) {
      return null;
    }
    while (tokens.kind() != SqlTokens.Kind.END && !tokens.is("FOR")) {
      tokens.advance();
    }
    tokens.advance();
    return tokens.is("SET") ? null : read();
  }

  /// Goes on to `TABLE`, `DATABASE`, `SCHEMA` or `INDEX`, and behind it; `""` where another thing
  /// is meant (`VIEW`, `USER`, …).
  private String subject() {
    if (tokens.passed("OR")) {
      replaces = tokens.passed("REPLACE");
    }
    for (int words = 0; words < WORDS_BETWEEN_MAX; words++) {
      String word = tokens.keyword();
      switch (word) {
        case "TABLE", "TABLES", "DATABASE", "SCHEMA", "INDEX" -> {
          tokens.advance();
          return word.equals("TABLES") ? "TABLE" : word.equals("SCHEMA") ? "DATABASE" : word;
        }
        case "TEMPORARY" -> temporary = true;
        case "IGNORE", "ONLINE", "OFFLINE", "UNIQUE", "FULLTEXT", "SPATIAL", "AGGREGATE" -> {}
        default -> {
          return "";
        }
      }
      tokens.advance();
    }
    return "";
  }

  private @Nullable Definition create() {
    return switch (subject()) {
      case "TABLE" -> {
        passedIfExists();
        name();
        yield replaces
            ? of("CREATE OR REPLACE TABLE", Kind.TABLE_CREATE, Rows.REMOVED)
            : of("CREATE TABLE", Kind.TABLE_CREATE, Rows.KEPT);
      }
      case "DATABASE" -> {
        schemaName();
        yield replaces
            ? of("CREATE OR REPLACE DATABASE", Kind.DATABASE_CREATE, Rows.REMOVED)
            : of("CREATE DATABASE", Kind.DATABASE_CREATE, Rows.KEPT);
      }
      case "INDEX" -> index("CREATE INDEX");
      default -> null;
    };
  }

  private @Nullable Definition alter() {
    boolean ignoring = tokens.is("IGNORE");
    return switch (subject()) {
      case "TABLE" -> {
        passedIfExists();
        name();
        Rows rows = new AlterRows(tokens).read(this::name);
        // A unique key added with IGNORE removes rows.
        yield of("ALTER TABLE", Kind.TABLE_ALTER, graver(rows, ignoring ? Rows.REMOVED : rows));
      }
      case "DATABASE" -> {
        boolean named =
            tokens.named()
                && !tokens.keyword().matches("CHARACTER|CHARSET|COLLATE")
                && !tokens.keyword().matches("DEFAULT|ENCRYPTION|READ|COMMENT");
        if (named) {
          schemaName();
        } else {
          names.add(new SqlName(defaultSchema, ""));
        }
        yield of("ALTER DATABASE", Kind.DATABASE_ALTER, Rows.KEPT);
      }
      default -> null;
    };
  }

  static Rows graver(Rows one, Rows other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private @Nullable Definition drop() {
    return switch (subject()) {
      case "TABLE" -> {
        passedIfExists();
        do {
          name();
        } while (tokens.passed(','));
        yield of("DROP TABLE", Kind.TABLE_DROP, Rows.REMOVED);
      }
      case "DATABASE" -> {
        schemaName();
        yield of("DROP DATABASE", Kind.DATABASE_DROP, Rows.REMOVED);
      }
      case "INDEX" -> index("DROP INDEX");
      default -> null;
    };
  }

  /// `CREATE INDEX i USING BTREE ON t (…)`, `DROP INDEX IF EXISTS i ON t`
  private @Nullable Definition index(String verb) {
    while (tokens.kind() != SqlTokens.Kind.END && !tokens.is("ON")) {
      tokens.advance();
    }
    if (!tokens.passed("ON")) {
      return null;
    }
    name();
    return of(verb, Kind.TABLE_ALTER, Rows.KEPT);
  }

  /// `RENAME TABLE [IF EXISTS] a [WAIT n | NOWAIT] TO b, c TO d`
  private @Nullable Definition rename() {
    if (!tokens.passed("TABLE") && !tokens.passed("TABLES")) {
      return null;
    }
    passedIfExists();
    do {
      name();
      while (!tokens.is("TO") && tokens.kind() == SqlTokens.Kind.WORD) {
        tokens.advance();
      }
      tokens.passed("TO");
      name();
    } while (tokens.passed(','));
    return of("RENAME TABLE", Kind.TABLE_RENAME, Rows.RENAMED);
  }

  private Definition of(String verb, Kind kind, Rows rows) {
    return new Definition(verb, kind, rows, names.stream().toList(), temporary);
  }

  private void passedIfExists() {
    if (tokens.passed("IF")) {
      tokens.passed("NOT");
      tokens.passed("EXISTS");
    }
  }

  private void name() {
    if (tokens.named() || tokens.is('.')) {
      names.add(SqlName.read(tokens, defaultSchema));
    } else {
      tokens.advance();
    }
  }

  private void schemaName() {
    passedIfExists();
    names.add(new SqlName(tokens.text(), ""));
    tokens.advance();
  }
}
