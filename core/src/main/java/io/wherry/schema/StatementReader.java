package io.wherry.schema;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Reads as much of one statement as it takes to tell which tables' columns it may change.
///
/// It is no grammar: it knows where names stand in the few statements that create, alter, rename or
/// drop tables. Where it cannot make out a name in one of those, all tables are meant.
///
/// Source: MySQL 9 Reference Manual, "Data Definition Statements"; MariaDB, "Data Definition".
final class StatementReader {
  private static final Statement NOISE = new Statement.Noise();

  /// Words that may stand between CREATE and TABLE (`OR REPLACE` counts apart). Three would reach
  /// into `CREATE VIEW v AS TABLE t`.
  private static final int WORDS_BEFORE_TABLE_MAX = 2;

  private final SqlTokens tokens;
  private final String defaultSchema;
  private final Set<TableName> tables = new LinkedHashSet<>();
  private final Set<String> schemas = new LinkedHashSet<>();
  private boolean all;

  StatementReader(String sql, String defaultSchema, long sqlMode) {
    this.tokens = new SqlTokens(sql, sqlMode);
    this.defaultSchema = defaultSchema;
  }

  Statement read() {
    while (tokens.passed('(')) {}
    String verb = tokens.keyword();
    tokens.advance();
    return switch (verb) {
      case "BEGIN" -> Statement.Mark.BEGIN;
      case "START" -> tokens.is("TRANSACTION") ? Statement.Mark.BEGIN : NOISE;
      case "COMMIT" -> Statement.Mark.COMMIT;
      case "ROLLBACK" -> rollback();
      case "SAVEPOINT", "RELEASE" -> Statement.Mark.SAVEPOINT;
      case "XA" -> xa();
      case "INSERT", "UPDATE", "DELETE", "REPLACE" ->
          isAmazonsOwn() ? NOISE : new Statement.RowChange(verb);
      case "LOAD", "CALL", "DO", "SELECT", "WITH" -> new Statement.RowChange(verb);
      case "ANALYZE" -> analyze();
      case "SET" -> set();
      case "CREATE" -> create();
      case "ALTER" -> alter();
      case "DROP" -> drop();
      case "RENAME" -> rename();
      default -> NOISE;
    };
  }

  private Statement rollback() {
    tokens.passed("WORK");
    return tokens.is("TO") ? Statement.Mark.ROLLBACK_TO : Statement.Mark.ROLLBACK;
  }

  private Statement xa() {
    return switch (tokens.keyword()) {
      case "START", "BEGIN" -> Statement.Mark.XA_START;
      case "COMMIT" -> Statement.Mark.XA_COMMIT;
      case "ROLLBACK" -> Statement.Mark.XA_ROLLBACK;
      default -> Statement.Mark.XA_END;
    };
  }

  /// RDS and Aurora log the upkeep of their tables `mysql.rds_…` as statements whatever
  /// `binlog_format` says: `INSERT INTO mysql.rds_heartbeat2(id, value) values (1,…) ON DUPLICATE
  /// KEY UPDATE …`, every five minutes.
  private boolean isAmazonsOwn() {
    while (tokens.keyword().matches("LOW_PRIORITY|IGNORE|INTO|FROM")) {
      tokens.advance();
    }
    if (!tokens.named() || !tokens.text().equalsIgnoreCase("mysql")) {
      return false;
    }
    tokens.advance();
    if (!tokens.passed('.') || !tokens.text().toLowerCase(Locale.ROOT).startsWith("rds_")) {
      return false;
    }
    tokens.advance();
    // Behind the name of one of several tables stands a comma or a JOIN.
    return tokens.is('(')
        || tokens.kind() == SqlTokens.Kind.END
        || tokens.keyword().matches("SET|WHERE|VALUES?|SELECT|ORDER|LIMIT");
  }

  /// MariaDB's `ANALYZE FORMAT=JSON UPDATE …` runs the statement.
  private Statement analyze() {
    if (tokens.passed("FORMAT") && tokens.passed('=')) {
      tokens.advance();
    }
    return switch (tokens.keyword()) {
      case "INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "WITH" ->
          new Statement.RowChange("ANALYZE " + tokens.keyword());
      default -> NOISE;
    };
  }

  /// MariaDB's `SET STATEMENT variable=value FOR ALTER TABLE …`.
  private Statement set() {
    if (!tokens.passed("STATEMENT")) {
      return NOISE;
    }
    while (tokens.kind() != SqlTokens.Kind.END && !tokens.is("FOR")) {
      tokens.advance();
    }
    tokens.advance();
    return tokens.is("SET") ? NOISE : read();
  }

  private Statement create() {
    boolean replaces = tokens.passed("OR") && tokens.passed("REPLACE");
    for (int words = 0; words <= WORDS_BEFORE_TABLE_MAX; words++) {
      switch (tokens.keyword()) {
        case "TABLE", "SEQUENCE" -> {
          return createTable(replaces);
        }
        case "DATABASE", "SCHEMA" -> {
          tokens.advance();
          return replaces ? wholeSchema("CREATE OR REPLACE DATABASE") : NOISE;
        }
        case "TEMPORARY", "" -> {
          return NOISE;
        }
        default -> tokens.advance();
      }
    }
    return NOISE;
  }

  /// A log with row events never holds CREATE … SELECT: the servers write a plain CREATE and rows.
  /// `IF NOT EXISTS` changes nothing where the table is there; where it is not, the DROP before it
  /// said so.
  private Statement createTable(boolean replaces) {
    tokens.advance();
    boolean onlyIfAbsent = passedIfExists();
    name();
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (tokens.passed("SELECT")) {
        return new Statement.RowChange("CREATE TABLE … SELECT");
      }
      tokens.advance();
    }
    if (onlyIfAbsent && !replaces && !all) {
      return NOISE;
    }
    return change(replaces ? "CREATE OR REPLACE TABLE" : "CREATE TABLE");
  }

  private Statement alter() {
    for (int words = 0; words <= WORDS_BEFORE_TABLE_MAX && !tokens.is("TABLE"); words++) {
      if (tokens.kind() != SqlTokens.Kind.WORD) {
        return NOISE;
      }
      tokens.advance();
    }
    if (!tokens.passed("TABLE")) {
      return NOISE;
    }
    passedIfExists();
    name();
    var clauses = new AlterClauses(tokens);
    boolean columns = clauses.read(this::name);
    return columns || all ? change("ALTER TABLE") : NOISE;
  }

  private Statement drop() {
    String what = tokens.keyword();
    tokens.advance();
    return switch (what) {
      case "TABLE", "TABLES", "SEQUENCE" -> dropTables();
      case "DATABASE", "SCHEMA" -> wholeSchema("DROP DATABASE");
      default -> NOISE;
    };
  }

  private Statement dropTables() {
    passedIfExists();
    do {
      name();
    } while (tokens.passed(','));
    return change("DROP TABLE");
  }

  /// `RENAME TABLE [IF EXISTS] a [WAIT n | NOWAIT] TO b, c TO d`
  private Statement rename() {
    if (!tokens.passed("TABLE") && !tokens.passed("TABLES")) {
      return NOISE;
    }
    passedIfExists();
    do {
      name();
      while (!tokens.is("TO") && tokens.kind() == SqlTokens.Kind.WORD) {
        tokens.advance();
      }
      all |= !tokens.passed("TO");
      name();
    } while (tokens.passed(','));
    return change("RENAME TABLE");
  }

  private Statement wholeSchema(String verb) {
    passedIfExists();
    schemas.add(TableName.fold(part()));
    return change(verb);
  }

  private Statement change(String verb) {
    return new Statement.TableChange(verb, tables, schemas, all);
  }

  private boolean passedIfExists() {
    if (!tokens.passed("IF")) {
      return false;
    }
    tokens.passed("NOT");
    tokens.passed("EXISTS");
    return true;
  }

  /// `a`, `a.b` or `.b`
  private void name() {
    String schema = defaultSchema;
    boolean bare = tokens.passed('.');
    String table = part();
    if (!bare && tokens.passed('.')) {
      schema = table;
      table = part();
    }
    tables.add(new TableName(schema, table));
  }

  private String part() {
    String part = tokens.text();
    // A backslash in double quotes is an escape or not, as the session's sql_mode says; U+FFFD is
    // a byte that was not UTF-8.
    all |= !tokens.named() || part.isEmpty() || part.contains("\\") || part.contains("\uFFFD");
    tokens.advance();
    return part;
  }
}
