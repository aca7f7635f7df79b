package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// One column's definition, as CREATE TABLE and ALTER TABLE write it.
///
/// ```text
///   name type [NOT NULL] [DEFAULT 1] [COMMENT 'x'] [PRIMARY KEY] [REFERENCES t (a)] …
/// ```
///
/// What says nothing of type, charset, nullability or key is passed over. Source: MySQL 9 Reference
/// Manual, "CREATE TABLE Statement"; MariaDB, "CREATE TABLE".
final class ColumnClause {
  private final SqlTokens tokens;
  private final String name;
  private final boolean explicitTimestamps;
  private final boolean mariadb;
  private DataType type;
  private boolean nullable = true;
  private boolean decided;
  private boolean primary;
  private boolean checkedJson;
  private boolean versioned;
  private boolean invisible;
  private boolean counts;
  private ColumnDraft.Role role = ColumnDraft.Role.PLAIN;

  private ColumnClause(
      SqlTokens tokens,
      String name,
      DataType type,
      boolean mariadb,
      boolean json,
      boolean explicitTimestamps) {
    this.tokens = tokens;
    this.name = name;
    this.type = type;
    this.mariadb = mariadb;
    this.checkedJson = json;
    this.explicitTimestamps = explicitTimestamps;
  }

  /// Reads from behind the name to the comma or parenthesis that ends the definition, or to FIRST
  /// or AFTER.
  static ColumnClause read(
      String name, SqlTokens tokens, ServerTraits server, StatementContext context)
      throws NotFollowed {
    boolean serial = tokens.is("SERIAL");
    boolean json = server.mariadb() && tokens.is("JSON");
    var types = new TypeReader(tokens, server, context);
    Boolean explicit = context.explicitTimestamps();
    var clause =
        new ColumnClause(
            tokens,
            name,
            types.read(),
            server.mariadb(),
            json,
            explicit == null ? server.explicitTimestamps() : explicit);
    if (serial) {
      clause.decide(false);
    }
    clause.attributes(types);
    return clause;
  }

  String name() {
    return name;
  }

  boolean primary() {
    return primary;
  }

  ColumnDraft.Role role() {
    return role;
  }

  /// Whether it is WITH SYSTEM VERSIONING: then so is its table.
  boolean versioned() {
    return versioned;
  }

  /// The column in a table of this default collation.
  ColumnDraft draft(@Nullable String tableCollation) throws NotFollowed {
    String collation = type.resolved(tableCollation);
    String shown = type.shown(collation);
    boolean bytes = shown.endsWith("blob") || shown.contains("binary(");
    if (invisible && counts && name.equalsIgnoreCase(ColumnDraft.ROW_ID_NAME)) {
      role = ColumnDraft.Role.ROW_ID;
    }
    boolean mayBeNull =
        nullable && (decided || explicitTimestamps || !type.name().equals("timestamp"));
    return new ColumnDraft(name, shown, bytes ? null : collation, mayBeNull, role, checkedJson);
  }

  private void decide(boolean mayBeNull) {
    nullable = mayBeNull;
    decided = true;
  }

  private void attributes(TypeReader types) throws NotFollowed {
    while (tokens.kind() != SqlTokens.Kind.END
        && !tokens.is(',')
        && !tokens.is(')')
        && !tokens.is("FIRST")
        && !tokens.is("AFTER")) {
      if (tokens.passedParentheses()) {
        continue;
      }
      String word = tokens.keyword();
      tokens.advance();
      switch (word) {
        case "NOT" -> not();
        case "NULL" -> decide(true);
        case "PRIMARY", "KEY" -> {
          tokens.passed("KEY");
          primary = true;
          decide(false);
        }
        case "UNIQUE" -> tokens.passed("KEY");
        case "AUTO_INCREMENT", "SERIAL" -> {
          counts = true;
          decide(false);
        }
        case "INVISIBLE" -> invisible = true;
        case "DEFAULT" -> value();
        case "ON" -> {
          tokens.passed("UPDATE");
          value();
        }
        case "REFERENCES" -> references();
        case "CHECK" -> check();
        case "GENERATED", "ALWAYS" -> {}
        case "AS" -> generated();
        case "CONSTRAINT" -> {
          if (!tokens.is("CHECK")) {
            tokens.advance();
          }
        }
        case "WITH" -> versioned |= tokens.is("SYSTEM");
        case "COMMENT", "COLUMN_FORMAT", "STORAGE" -> tokens.advance();
        case "COLLATE", "CHARACTER", "CHARSET", "CHAR", "BINARY", "ASCII", "UNICODE", "BYTE" ->
            late(word, types);
        default -> option();
      }
    }
  }

  /// NOT NULL; but NOT ENFORCED, NOT SECONDARY.
  private void not() {
    if (tokens.passed("NULL")) {
      decide(false);
    } else {
      tokens.advance();
    }
  }

  /// A charset behind other attributes.
  private void late(String word, TypeReader types) throws NotFollowed {
    switch (word) {
      case "COLLATE" -> {
        String collation = CharsetClause.value(tokens);
        type = type.with(type.charset(), collation, type.binarySorted());
      }
      case "CHARACTER", "CHAR", "CHARSET" -> {
        tokens.passed("SET");
        type = type.with(CharsetClause.value(tokens), type.collation(), type.binarySorted());
      }
      case "BINARY" -> type = type.with(type.charset(), type.collation(), true);
      default -> type = types.charset(type.with("latin1", type.collation(), type.binarySorted()));
    }
  }

  /// What DEFAULT and ON UPDATE give: a sign, and a word, string, call or parentheses.
  private void value() {
    while (tokens.passed('-') || tokens.passed('+')) {}
    if (tokens.passedParentheses()) {
      return;
    }
    if (tokens.passed("NEXT")) {
      tokens.passed("VALUE");
      tokens.passed("FOR");
    }
    tokens.advance();
    while (tokens.passed('.')) {
      tokens.advance();
    }
    if (tokens.isString()) {
      // A charset's or a literal's prefix came before.
      tokens.advance();
    }
    tokens.passedParentheses();
  }

  /// `t (a) MATCH FULL ON DELETE SET NULL ON UPDATE NO ACTION`
  private void references() {
    tokens.advance();
    if (tokens.passed('.')) {
      tokens.advance();
    }
    tokens.passedParentheses();
    while (tokens.is("MATCH") || tokens.is("ON")) {
      if (tokens.passed("MATCH")) {
        tokens.advance();
        continue;
      }
      tokens.advance();
      if (!tokens.passed("DELETE") && !tokens.passed("UPDATE")) {
        return;
      }
      boolean two = tokens.is("SET") || tokens.is("NO");
      tokens.advance();
      if (two) {
        tokens.advance();
      }
    }
  }

  /// MariaDB's JSON columns are those with `CHECK (json_valid(name))`.
  private void check() {
    // A check of the user's own takes the place of the one that JSON brings.
    checkedJson = JsonCheck.passed(tokens, name);
  }

  private void generated() {
    if (tokens.passed("ROW")) {
      boolean start = tokens.is("START");
      role = start ? ColumnDraft.Role.ROW_START : ColumnDraft.Role.ROW_END;
      tokens.advance();
      decide(false);
    } else {
      tokens.passedParentheses();
      // MySQL's generated TIMESTAMP is NOT NULL like any other.
      decided |= mariadb;
    }
  }

  /// `WORD`, `WORD=value`
  private void option() {
    if (tokens.passed('=')) {
      tokens.advance();
    }
  }
}
