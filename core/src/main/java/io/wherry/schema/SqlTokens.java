package io.wherry.schema;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  private static final int VERSION_DIGITS_MAX = 6;

  /// MariaDB passes over what stands in `/*!` comments with these versions: MySQL's own.
  private static final int MYSQLS_OWN_FROM = 50_700;

  private static final int MYSQLS_OWN_TO = 99_999;

  private final String sql;
  private final @Nullable ServerTraits server;
  private final boolean ansiQuotes;
  private final boolean escapes;
  private final boolean escapesInDoubleQuotes;
  private final boolean linewise;
  private int next;
  private int executableComments;
  private Kind kind = Kind.END;
  private int start;
  private int end;

  /// Stands at the first token.
  ///
  /// @param sqlMode bits of the session's `sql_mode`
  SqlTokens(String sql, long sqlMode) {
    this(sql, sqlMode, null);
  }

  /// Stands at the first token.
  ///
  /// @param sqlMode bits of the session's `sql_mode`
  /// @param server which executable comments it takes for content; null for all
  SqlTokens(String sql, long sqlMode, @Nullable ServerTraits server) {
    this.sql = sql;
    this.server = server;
    ansiQuotes = (sqlMode & ANSI_QUOTES) != 0;
    escapes = (sqlMode & NO_BACKSLASH_ESCAPES) == 0;
    escapesInDoubleQuotes = escapes && !ansiQuotes;
    linewise = !escapes && sql.contains("(\n  ");
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

  /// Whether the current token may be a name, double quotes counting as `sql_mode` says.
  boolean isName() {
    return kind == Kind.WORD || (kind == Kind.QUOTED && (ansiQuotes || sql.charAt(start) == '`'));
  }

  /// Whether the current token is a string.
  boolean isString() {
    return kind == Kind.STRING || (kind == Kind.QUOTED && !isName());
  }

  /// The value of the current token, a string.
  String string() {
    char quote = sql.charAt(start);
    var value = new StringBuilder(end - start);
    boolean closed = end - start > 1 && sql.charAt(end - 1) == quote;
    int last = closed ? end - 1 : end;
    for (int i = start + 1; i < last; i++) {
      char c = sql.charAt(i);
      if (c == '\\' && escapes && i + 1 < last) {
        escaped(sql.charAt(++i), value);
      } else {
        value.append(c);
        i += c == quote ? 1 : 0;
      }
    }
    return value.toString();
  }

  /// Source: MySQL 9 Reference Manual, "String Literals", special character escape sequences.
  private static void escaped(char c, StringBuilder out) {
    switch (c) {
      case '0' -> out.append('\0');
      case 'b' -> out.append('\b');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'Z' -> out.append('\u001A');
      case '%', '_' -> out.append('\\').append(c);
      default -> out.append(c);
    }
  }

  /// Whether a backslash in the current token, a string, may be the server's and not the user's:
  /// statements that the servers write themselves (for CREATE … SELECT, say) have escapes even
  /// under NO_BACKSLASH_ESCAPES. They begin each column on a line of its own. Seen on MySQL 5.6.24
  /// and MariaDB 10.11.18.
  boolean doubtful() {
    if (escapes || !linewise) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (sql.charAt(i) == '\\') {
        return true;
      }
    }
    return false;
  }

  /// Where the current token stands, for [#back].
  long mark() {
    return (long) executableComments << Integer.SIZE | start;
  }

  /// Makes the token at a mark the current one again.
  void back(long mark) {
    executableComments = (int) (mark >> Integer.SIZE);
    next = (int) mark;
    advance();
  }

  /// Goes to the next comma or closing parenthesis outside parentheses, or to the end.
  void passOverItem() {
    int depth = 0;
    while (kind != Kind.END) {
      if (depth == 0 && (is(',') || is(')'))) {
        return;
      }
      depth += is('(') ? 1 : is(')') ? -1 : 0;
      advance();
    }
  }

  /// Passes over `( … )` if that is what comes.
  boolean passedParentheses() {
    if (!passed('(')) {
      return false;
    }
    passOverItem();
    while (passed(',')) {
      passOverItem();
    }
    passed(')');
    return true;
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
    boolean mariadbs = sql.startsWith("M!", next + 2);
    boolean content = false;
    int inside = next + 2;
    if (mariadbs || sql.startsWith("!", next + 2)) {
      inside += mariadbs ? 2 : 1;
      int digits = inside;
      while (inside < sql.length()
          && inside - digits < VERSION_DIGITS_MAX
          && sql.charAt(inside) >= '0'
          && sql.charAt(inside) <= '9') {
        inside++;
      }
      content =
          executes(mariadbs, digits == inside ? 0 : Integer.parseInt(sql, digits, inside, 10));
    }
    if (content) {
      next = inside;
      executableComments++;
    } else {
      int close = sql.indexOf("*/", inside);
      next = close < 0 ? sql.length() : close + 2;
    }
  }

  private boolean executes(boolean mariadbs, int version) {
    if (server == null) {
      return true;
    }
    if (!server.mariadb()) {
      return !mariadbs && version <= server.version();
    }
    return version <= server.version()
        && (mariadbs || version < MYSQLS_OWN_FROM || version > MYSQLS_OWN_TO);
  }
}
