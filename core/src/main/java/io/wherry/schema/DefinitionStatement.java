package io.wherry.schema;

import io.wherry.schema.TableNames.Name;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// One statement, and what it does to tables and databases.
///
/// It knows the statements that define tables; all else is noise. Source: MySQL 9 Reference Manual,
/// "Data Definition Statements"; MariaDB, "Data Definition".
final class DefinitionStatement {
  /// Words that may stand between CREATE or ALTER and TABLE. Three would reach into `CREATE VIEW v
  /// AS TABLE t`.
  private static final int WORDS_BEFORE_TABLE_MAX = 2;

  private final ServerTraits server;
  private final BiPredicate<String, String> loaded;
  private final TableStore store;
  private final TemporaryTables temporary;
  private final StatementContext context;
  private final SqlTokens tokens;
  private final TableNames names;
  private final CatalogMoves moves;
  private String verb = "";

  DefinitionStatement(
      String sql,
      StatementContext context,
      ServerTraits server,
      BiPredicate<String, String> loaded,
      TableStore store,
      TemporaryTables temporary) {
    this.server = server;
    this.loaded = loaded;
    this.store = store;
    this.temporary = temporary;
    this.context = context;
    this.tokens = new SqlTokens(sql, context.sqlMode(), server);
    this.names = new TableNames(server, context.schema());
    this.moves = new CatalogMoves(store, context.place());
  }

  List<CatalogChange> run() {
    while (tokens.passed(';')) {}
    if (tokens.passed("SET")) {
      passOverSettings();
    }
    String word = tokens.keyword();
    tokens.advance();
    try {
      switch (word) {
        case "CREATE" -> create();
        case "ALTER" -> alter();
        case "DROP" -> drop();
        case "RENAME" -> rename();
        default -> {}
      }
    } catch (NotFollowed e) {
      // Not even the table's name could be made out.
      moves.loseAll(verb, e.why());
    }
    return moves.changes();
  }

  /// MariaDB's `SET STATEMENT variable=value FOR ALTER TABLE …`.
  private void passOverSettings() {
    if (tokens.passed("STATEMENT")) {
      while (tokens.kind() != SqlTokens.Kind.END && !tokens.passed("FOR")) {
        tokens.advance();
      }
    }
  }

  private void create() throws NotFollowed {
    boolean replaces = tokens.passed("OR") && tokens.passed("REPLACE");
    for (int words = 0; words <= WORDS_BEFORE_TABLE_MAX; words++) {
      String word = tokens.keyword();
      tokens.advance();
      switch (word) {
        case "TABLE", "SEQUENCE" -> {
          verb = "CREATE " + word;
          createTable(replaces, word.equals("SEQUENCE"));
          return;
        }
        case "DATABASE", "SCHEMA" -> {
          verb = "CREATE DATABASE";
          new DatabaseStatement(tokens, context, names, store, moves).create(replaces);
          return;
        }
        case "TEMPORARY" -> {
          if (tokens.passed("TABLE")) {
            passedIf();
            temporary.add(context.threadId(), names.read(tokens));
          }
          return;
        }
        case "" -> {
          return;
        }
        default -> {}
      }
    }
  }

  private boolean passedIf() {
    if (!tokens.passed("IF")) {
      return false;
    }
    tokens.passed("NOT");
    return tokens.passed("EXISTS");
  }

  private void createTable(boolean replaces, boolean sequence) throws NotFollowed {
    boolean onlyIfAbsent = passedIf() && !replaces;
    Name name = names.read(tokens);
    if (onlyIfAbsent) {
      if (store.get(name.schema(), name.table()) != null) {
        return;
      }
      if (!loaded.test(name.schema(), name.table())) {
        moves.lose(name, verb, "IF NOT EXISTS, and it is not known whether it was there");
        return;
      }
    }
    // What was there before, if anything, is gone.
    store.remove(name.schema(), name.table());
    var create = new CreateTable(tokens, server, context);
    try {
      if (sequence) {
        moves.create(name, Sequences.read(tokens), verb);
      } else if (create.passedLike()) {
        createLike(name, names.read(tokens));
      } else {
        moves.create(name, create.read(store.schemaCollation(name.schema())), verb);
      }
    } catch (NotFollowed e) {
      moves.lose(name, verb, e.why());
    }
  }

  private void createLike(Name name, Name other) {
    KeptTable like = store.get(other.schema(), other.table());
    if (like == null || temporary.has(context.threadId(), other)) {
      moves.lose(name, verb, "made like " + shown(other) + ", which is not known");
    } else {
      moves.createLike(name, like, verb);
    }
  }

  private static String shown(Name name) {
    return name.schema() + "." + name.table();
  }

  private void alter() throws NotFollowed {
    for (int words = 0; words <= WORDS_BEFORE_TABLE_MAX; words++) {
      String word = tokens.keyword();
      tokens.advance();
      switch (word) {
        case "TABLE" -> {
          verb = "ALTER TABLE";
          alterTable();
          return;
        }
        case "DATABASE", "SCHEMA" -> {
          verb = "ALTER DATABASE";
          new DatabaseStatement(tokens, context, names, store, moves).alter();
          return;
        }
        case "SEQUENCE" -> {
          verb = "ALTER SEQUENCE";
          alterSequence();
          return;
        }
        case "" -> {
          return;
        }
        default -> {}
      }
    }
  }

  /// `ALTER SEQUENCE s AS SMALLINT`
  private void alterSequence() throws NotFollowed {
    passedIf();
    Name name = names.read(tokens);
    KeptTable before = store.get(name.schema(), name.table());
    if (before == null || before.text == null) {
      return;
    }
    TableDraft now = TableText.read(before.text);
    try {
      Sequences.retype(now, tokens);
      moves.change(before, now, verb);
    } catch (NotFollowed e) {
      moves.lose(name, verb, e.why());
    }
  }

  private void alterTable() throws NotFollowed {
    passedIf();
    Name name = names.read(tokens);
    if (temporary.has(context.threadId(), name)) {
      return;
    }
    KeptTable before = store.get(name.schema(), name.table());
    TableDraft table =
        before == null || before.text == null ? new TableDraft(null) : TableText.read(before.text);
    var clauses =
        new AlterTable(tokens, server, context, table, store.schemaCollation(name.schema()), names);
    try {
      TablePlan plan = clauses.read();
      if (before != null && before.text != null) {
        moves.change(before, plan.result(), verb);
      } else if (before == null && plan.newName == null) {
        absent(name);
      }
      finish(name, plan);
    } catch (NotFollowed e) {
      lost(name, before, e.why());
      clauses.newNames.forEach(now -> moves.lose(now, verb, e.why()));
    }
  }

  /// A table that ought to be there.
  private void absent(Name name) {
    if (loaded.test(name.schema(), name.table())) {
      moves.lose(name, verb, "the table is not known");
    }
  }

  private void finish(Name name, TablePlan plan) throws NotFollowed {
    for (Name copy : plan.copies) {
      copyOrMove(name, copy, false);
    }
    for (Name absorbed : plan.absorbed) {
      moves.drop(absorbed, verb);
    }
    if (plan.newName != null) {
      copyOrMove(name, plan.newName, true);
    }
  }

  /// Gives a table's definition to a name.
  private void copyOrMove(Name from, Name to, boolean move) {
    KeptTable table = store.get(from.schema(), from.table());
    if (move) {
      if (from.equals(to)) {
        return;
      }
      if (store.get(to.schema(), to.table()) != null) {
        // The server refuses that; MariaDB logs it for a temporary table that nobody else sees.
        String why = shown(from) + " was renamed to " + shown(to) + ", which is there";
        moves.lose(from, verb, why);
        moves.lose(to, verb, why);
        return;
      }
      moves.drop(from, verb);
    }
    store.remove(to.schema(), to.table());
    if (table == null) {
      moves.lose(to, verb, "it was " + shown(from) + ", which is not known");
    } else {
      moves.createLike(to, table, verb);
    }
  }

  /// A clause could not be followed: the table is not known, under whatever name it has now.
  private void lost(Name name, @Nullable KeptTable before, String why) {
    if (before != null || loaded.test(name.schema(), name.table())) {
      moves.lose(name, verb, why);
    }
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (!tokens.passed("RENAME")) {
        tokens.advance();
      } else if (!tokens.is("COLUMN") && !tokens.is("INDEX") && !tokens.is("KEY")) {
        if (!tokens.passed("TO") && !tokens.passed("AS")) {
          tokens.passed('=');
        }
        try {
          moves.lose(names.read(tokens), verb, why);
        } catch (NotFollowed e) {
          moves.loseAll(verb, e.why());
        }
      }
    }
  }

  private void drop() throws NotFollowed {
    String what = tokens.keyword();
    tokens.advance();
    switch (what) {
      case "TEMPORARY" -> {
        tokens.advance();
        passedIf();
        names.list(tokens).forEach(name -> temporary.remove(context.threadId(), name));
      }
      case "TABLE", "TABLES", "SEQUENCE" -> {
        verb = "DROP TABLE";
        passedIf();
        for (Name name : names.list(tokens)) {
          if (!temporary.remove(context.threadId(), name)) {
            moves.drop(name, verb);
          }
        }
      }
      case "DATABASE", "SCHEMA" -> {
        verb = "DROP DATABASE";
        new DatabaseStatement(tokens, context, names, store, moves).drop(verb);
      }
      case "INDEX" -> dropIndex();
      default -> {}
    }
  }

  /// ``DROP INDEX `PRIMARY` ON t`` drops the primary key.
  private void dropIndex() throws NotFollowed {
    passedIf();
    boolean primary = tokens.text().equalsIgnoreCase("PRIMARY");
    tokens.advance();
    if (!primary || !tokens.passed("ON")) {
      return;
    }
    verb = "DROP INDEX";
    Name name = names.read(tokens);
    KeptTable before = store.get(name.schema(), name.table());
    if (before != null && before.text != null && !temporary.has(context.threadId(), name)) {
      TableDraft now = TableText.read(before.text);
      now.key.clear();
      moves.change(before, now, verb);
    }
  }

  /// `RENAME TABLE [IF EXISTS] a [WAIT n | NOWAIT] TO b, c TO d`
  private void rename() throws NotFollowed {
    if (!tokens.passed("TABLE") && !tokens.passed("TABLES")) {
      return;
    }
    verb = "RENAME TABLE";
    boolean onlyThere = passedIf();
    do {
      Name from = names.read(tokens);
      if (tokens.passed("WAIT")) {
        tokens.advance();
      }
      tokens.passed("NOWAIT");
      if (!tokens.passed("TO")) {
        throw new NotFollowed("a new name at " + NotFollowed.quoted(tokens.text()));
      }
      Name to = names.read(tokens);
      renameTable(from, to, onlyThere);
    } while (tokens.passed(','));
  }

  private void renameTable(Name from, Name to, boolean onlyThere) {
    if (temporary.has(context.threadId(), from)) {
      return;
    }
    boolean there = store.get(from.schema(), from.table()) != null;
    if (there || !onlyThere || !loaded.test(from.schema(), from.table())) {
      copyOrMove(from, to, true);
    }
  }
}
