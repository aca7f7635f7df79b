package io.wherry.schema;

import java.util.Locale;

/// Cuts SQL into tokens, one ahead, front to back, whatever the text is.
///
/// ```text
///   ALTER TABLE `a b`.c /*!50000 ADD */ x INT -- y
///   word  word  name  . word  word      word word
/// ```
///
/// Comments are passed over; what stands in an executable comment (`/*!50000 … */`, `/*M! … */`) is
/// content, because a server blanks out those it did not execute before it logs a statement.
/// Source: MySQL 9 Reference Manual, "Comments" and "Schema Object Names"; MariaDB, "Comment
/// Syntax".
final class SqlTokens {
  /// What the current token is.
  enum Kind {
    /// A keyword, an unquoted name or a number.
    WORD,
    /// `…` in backticks or double quotes: a name (in double quotes perhaps a string).
    QUOTED,
    /// A string in single quotes.
    STRING,
    /// Any other character.
    SYMBOL,
    /// Nothing is left.
    END
  }

  /// Bits of `sql_mode`, as QUERY events carry them. Source: MySQL internals, "QUERY_EVENT".
  private static final long ANSI_QUOTES = 1L << 2;

  private static final long NO_BACKSLASH_ESCAPES = 1L << 20;

  private final String sql;
  private final boolean escapes;
  private final boolean escapesInDoubleQuotes;
  private int next;
  private int executableComments;
  private Kind kind = Kind.END;
  private int start;
  private int end;

  /// Stands at the first token.
  ///
  /// @param sqlMode bits of the session's `sql_mode`
  SqlTokens(String sql, long sqlMode) {
    this.sql = sql;
    escapes = (sqlMode & NO_BACKSLASH_ESCAPES) == 0;
    escapesInDoubleQuotes = escapes && (sqlMode & ANSI_QUOTES) == 0;
    advance();
  }

  Kind kind() {
    return kind;
  }

  /// Whether the current token is this keyword, unquoted, in any case.
  boolean is(String keyword) {
    return kind == Kind.WORD
        && end - start == keyword.length()
        && sql.regionMatches(true, start, keyword, 0, keyword.length());
  }

  /// Whether the current token is this character.
  boolean is(char symbol) {
    return kind == Kind.SYMBOL && sql.charAt(start) == symbol;
  }

  /// Passes over the keyword if it is the current token.
  boolean passed(String keyword) {
    if (is(keyword)) {
      advance();
      return true;
    }
    return false;
  }

  /// Passes over the character if it is the current token.
  boolean passed(char symbol) {
    if (is(symbol)) {
      advance();
      return true;
    }
    return false;
  }

  /// Whether the current token may be a name.
  boolean named() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /// The current token without its quotes.
  String text() {
    if (kind != Kind.QUOTED) {
      return sql.substring(start, end);
    }
    char quote = sql.charAt(start);
    boolean closed = end - start > 1 && sql.charAt(end - 1) == quote;
    String inside = sql.substring(start + 1, closed ? end - 1 : end);
    return inside.indexOf(quote) < 0
        ? inside
        : inside.replace(String.valueOf(quote).repeat(2), String.valueOf(quote));
  }

  /// The current token in upper case, for keywords.
  String keyword() {
    return kind == Kind.WORD ? sql.substring(start, end).toUpperCase(Locale.ROOT) : "";
  }

  /// Goes to the next token.
  void advance() {
    passOverSpace();
    start = next;
    if (next == sql.length()) {
      kind = Kind.END;
    } else {
      char c = sql.charAt(next);
      if (c == '`' || c == '"') {
        kind = Kind.QUOTED;
        passOverQuoted(c);
      } else if (c == '\'') {
        kind = Kind.STRING;
        passOverQuoted(c);
      } else if (inWord(c)) {
        kind = Kind.WORD;
        while (next < sql.length() && inWord(sql.charAt(next))) {
          next++;
        }
      } else {
        kind = Kind.SYMBOL;
        next++;
      }
    }
    end = next;
  }

  private static boolean inWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }

  private void passOverQuoted(char quote) {
    boolean escapes = quote == '\'' ? this.escapes : quote == '"' && escapesInDoubleQuotes;
    for (next++; next < sql.length(); next++) {
      char c = sql.charAt(next);
      if (c == '\\' && escapes) {
        next++;
      } else if (c == quote) {
        if (next + 1 == sql.length() || sql.charAt(next + 1) != quote) {
          break;
        }
        next++;
      }
    }
    next = Math.min(next + 1, sql.length());
  }

  private void passOverSpace() {
    while (next < sql.length()) {
      char c = sql.charAt(next);
      if (c <= ' ') {
        next++;
      } else if (c == '#' || (sql.startsWith("--", next) && spaceAt(next + 2))) {
        int newline = sql.indexOf('\n', next);
        next = newline < 0 ? sql.length() : newline + 1;
      } else if (c == '/' && sql.startsWith("/*", next)) {
        openComment();
      } else if (c == '*' && executableComments > 0 && sql.startsWith("*/", next)) {
        executableComments--;
        next += 2;
      } else {
        return;
      }
    }
  }

  private boolean spaceAt(int index) {
    return index >= sql.length() || sql.charAt(index) <= ' ';
  }

  private void openComment() {
    boolean executable = sql.startsWith("!", next + 2) || sql.startsWith("M!", next + 2);
    if (executable) {
      next = sql.indexOf('!', next) + 1;
      while (next < sql.length() && Character.isDigit(sql.charAt(next))) {
        next++;
      }
      executableComments++;
    } else {
      int close = sql.indexOf("*/", next + 2);
      next = close < 0 ? sql.length() : close + 2;
    }
  }
}
