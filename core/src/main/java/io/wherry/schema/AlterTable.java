package io.wherry.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the clauses of an ALTER TABLE into a [TablePlan].
///
/// ```text
///   ADD COLUMN c INT AFTER b, DROP d, RENAME TO x, CONVERT TO CHARACTER SET utf8mb4, ENGINE=InnoDB
/// ```
///
/// A clause that begins with a word nobody knows is not followed. Source: MySQL 9 Reference Manual,
/// "ALTER TABLE Statement"; MariaDB, "ALTER TABLE".
final class AlterTable {
  private static final int CLAUSES_MAX = 2 * TableDraft.COLUMNS_MAX;

  /// CONVERT, and what only says how it is done. Every other clause changes the table (tried on
  /// 5.6.24), an option that is as it was too.
  private static final Set<String> CONVERT_AND_HOW = Set.of("CONVERT", "ALGORITHM", "LOCK");

  private final SqlTokens tokens;
  private final ServerTraits server;
  private final StatementContext context;
  private final TablePlan plan;
  private final Map<String, Integer> places;
  private final TableNames names;

  /// Names that RENAME TO gives, as far as clauses were read.
  final List<TableNames.Name> newNames = new ArrayList<>();

  private boolean ordered;

  AlterTable(
      SqlTokens tokens,
      ServerTraits server,
      StatementContext context,
      TableDraft table,
      @Nullable String schemaCollation,
      TableNames names) {
    this.tokens = tokens;
    this.server = server;
    this.context = context;
    this.plan = new TablePlan(table, schemaCollation, server);
    this.places = table.places();
    this.names = names;
  }

  TablePlan read() throws NotFollowed {
    if (tokens.passed("WAIT")) {
      tokens.advance();
    }
    tokens.passed("NOWAIT");
    int clauses = 0;
    plan.convertsAlone = !server.mariadb();
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (++clauses > CLAUSES_MAX) {
        throw new NotFollowed("more than " + CLAUSES_MAX + " clauses");
      }
      plan.convertsAlone &= CONVERT_AND_HOW.contains(tokens.keyword());
      clause();
      // Options of the table need no commas between them.
      tokens.passed(',');
      tokens.passed(';');
    }
    return plan;
  }

  private void clause() throws NotFollowed {
    if (plan.collation.passed(tokens)) {
      return;
    }
    String word = tokens.keyword();
    String written = tokens.text();
    tokens.advance();
    switch (word) {
      case "ADD" -> add();
      case "DROP" -> drop();
      case "MODIFY" -> modify();
      case "CHANGE" -> change();
      case "RENAME" -> rename();
      case "CONVERT" -> convert();
      case "ORDER" -> {
        ordered = true;
        tokens.passOverItem();
      }
      // DEFAULT CHARACTER SET, DEFAULT COLLATE
      case "DEFAULT", "" -> {}
      case "PARTITION" -> passOverAll();
      case "ALTER" -> alterColumn();
      case "FORCE",
          "ENABLE",
          "DISABLE",
          "DISCARD",
          "IMPORT",
          "ALGORITHM",
          "LOCK",
          "WITH",
          "WITHOUT",
          "REMOVE",
          "ANALYZE",
          "CHECK",
          "COALESCE",
          "EXCHANGE",
          "OPTIMIZE",
          "REBUILD",
          "REORGANIZE",
          "REPAIR",
          "TRUNCATE",
          "UPGRADE",
          "SECONDARY_LOAD",
          "SECONDARY_UNLOAD",
          "VALIDATION" ->
          tokens.passOverItem();
      default -> option(written);
    }
    if (tokens.is(')')) {
      throw new NotFollowed("a parenthesis that nothing opens");
    }
  }

  /// `WORD = value`, `UNION = (a, b)`, `AUTO_INCREMENT 5`, or one more column of ORDER BY.
  private void option(String word) throws NotFollowed {
    if (ordered) {
      tokens.passOverItem();
      return;
    }
    if (tokens.is("DIRECTORY")) {
      tokens.advance();
    }
    if (!tokens.passed('=') && !TableOptions.known(word)) {
      throw new NotFollowed("unknown clause " + NotFollowed.quoted(word));
    }
    if (!tokens.passedParentheses()) {
      tokens.advance();
    }
  }

  private void passOverAll() {
    while (tokens.kind() != SqlTokens.Kind.END) {
      tokens.advance();
    }
  }

  private boolean has(String column) {
    return places.containsKey(TableName.fold(column)) || plan.adds(column);
  }

  private boolean passedIf() {
    if (!tokens.is("IF")) {
      return false;
    }
    tokens.advance();
    tokens.passed("NOT");
    return tokens.passed("EXISTS");
  }

  private void add() throws NotFollowed {
    if (tokens.is("PARTITION")) {
      tokens.passOverItem();
    } else if (tokens.is("SYSTEM") && next("VERSIONING")) {
      tokens.passOverItem();
      plan.version(true);
    } else if (tokens.passed("COLUMN")) {
      addColumns();
    } else {
      var elements = new TableElements(tokens, server, context);
      if (elements.passedOther()) {
        tokens.passOverItem();
        plan.addOther(elements);
      } else {
        addColumns();
      }
    }
  }

  private boolean next(String keyword) {
    long mark = tokens.mark();
    tokens.advance();
    boolean next = tokens.is(keyword);
    tokens.back(mark);
    return next;
  }

  private void addColumns() throws NotFollowed {
    boolean onlyAbsent = passedIf();
    var elements = new TableElements(tokens, server, context);
    if (tokens.passed('(')) {
      elements.readAll();
      for (ColumnClause column : elements.columns) {
        if (!onlyAbsent || !has(column.name())) {
          plan.add(column, null);
        }
      }
      plan.addOther(elements);
    } else {
      ColumnClause column = elements.column();
      String after = after();
      if (!onlyAbsent || !has(column.name())) {
        plan.add(column, after);
      }
    }
  }

  /// The column to stand behind; empty for FIRST, null where nothing is said.
  private @Nullable String after() throws NotFollowed {
    String after = null;
    if (tokens.passed("FIRST")) {
      after = "";
    } else if (tokens.passed("AFTER")) {
      after = TableElements.name(tokens);
    }
    tokens.passOverItem();
    return after;
  }

  private void modify() throws NotFollowed {
    tokens.passed("COLUMN");
    boolean onlyThere = passedIf();
    ColumnClause column = new TableElements(tokens, server, context).column();
    String after = after();
    if (!onlyThere || has(column.name())) {
      plan.change(column.name(), column, after);
    }
  }

  private void change() throws NotFollowed {
    tokens.passed("COLUMN");
    boolean onlyThere = passedIf();
    String old = TableElements.name(tokens);
    ColumnClause column = new TableElements(tokens, server, context).column();
    String after = after();
    if (!onlyThere || has(old)) {
      plan.change(old, column, after);
    }
  }

  /// `ALTER [COLUMN] c SET VISIBLE`; defaults do not matter.
  private void alterColumn() {
    tokens.passed("COLUMN");
    String column = tokens.text();
    tokens.advance();
    if (tokens.passed("SET") && (tokens.is("VISIBLE") || tokens.is("INVISIBLE"))) {
      plan.show(column, tokens.is("VISIBLE"));
    }
    tokens.passOverItem();
  }

  private void drop() throws NotFollowed {
    switch (tokens.keyword()) {
      case "PRIMARY" -> plan.dropKey();
      case "INDEX", "KEY", "CONSTRAINT" -> {
        tokens.advance();
        passedIf();
        if (tokens.text().equalsIgnoreCase("PRIMARY")) {
          plan.dropKey();
        }
      }
      case "FOREIGN", "CHECK", "PARTITION" -> {}
      case "SYSTEM", "PERIOD" -> {
        if (next("VERSIONING")) {
          plan.version(false);
        } else if (!next("FOR")) {
          dropColumn();
        }
      }
      default -> dropColumn();
    }
    tokens.passOverItem();
  }

  private void dropColumn() throws NotFollowed {
    tokens.passed("COLUMN");
    boolean onlyThere = passedIf();
    String name = TableElements.name(tokens);
    if (!onlyThere || has(name)) {
      plan.drop(name);
    }
  }

  private void rename() throws NotFollowed {
    if (tokens.is("INDEX") || tokens.is("KEY")) {
      tokens.passOverItem();
    } else if (tokens.passed("COLUMN")) {
      boolean onlyThere = passedIf();
      String old = TableElements.name(tokens);
      if (!tokens.passed("TO")) {
        throw new NotFollowed("a new name at " + NotFollowed.quoted(tokens.text()));
      }
      String name = TableElements.name(tokens);
      if (!onlyThere || has(old)) {
        plan.rename(old, name);
      }
    } else {
      if (!tokens.passed("TO") && !tokens.passed("AS")) {
        tokens.passed('=');
      }
      TableNames.Name name = names.read(tokens);
      newNames.add(name);
      if (plan.newName != null) {
        // MariaDB 11.8.9 takes that, and both tables are there afterwards.
        throw new NotFollowed("two new names");
      }
      plan.newName = name;
    }
  }

  private void convert() throws NotFollowed {
    if (tokens.passed("PARTITION")) {
      // MariaDB: CONVERT PARTITION p TO TABLE x makes a table of the same columns.
      tokens.advance();
      if (tokens.passed("TO") && tokens.passed("TABLE")) {
        plan.copies.add(names.read(tokens));
      }
      passOverAll();
    } else if (tokens.passed("TABLE")) {
      plan.absorbed.add(names.read(tokens));
      passOverAll();
    } else {
      tokens.passed("TO");
      if (!plan.collation.passed(tokens)) {
        throw new NotFollowed("CONVERT " + NotFollowed.quoted(tokens.text()));
      }
      if (tokens.is("COLLATE")) {
        plan.collation.passed(tokens);
      }
      plan.convert = true;
    }
  }
}
