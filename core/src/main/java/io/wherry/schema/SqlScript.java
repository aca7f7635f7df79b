package io.wherry.schema;

import java.util.ArrayList;
import java.util.List;

/// Cuts a file of SQL, such as `mysqldump` writes, into its statements.
///
/// ```text
///   CREATE TABLE t (a INT COMMENT 'x;y');     ends at a delimiter outside quotes and comments
///   DELIMITER ;;                              a line of its own; sets the delimiter
/// ```
///
/// Source: MySQL 9 Reference Manual, "mysql Client Commands", "Comments".
public final class SqlScript {
  private static final String DELIMITER = "DELIMITER ";

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private String delimiter = ";";
  private int at;
  private int line = 1;

  /// One statement, without its delimiter.
  ///
  /// @param line where it starts in the file, from 1
  public record Part(int line, String sql) {}

  private SqlScript(String text) {
    this.text = text;
  }

  /// The statements in order; those that are empty or only comments are left out.
  public static List<Part> read(String text) {
    var script = new SqlScript(text);
    script.read();
    return script.parts;
  }

  private void read() {
    int start = skipSpace();
    int startLine = line;
    while (at < text.length()) {
      if (start == at && text.regionMatches(true, at, DELIMITER, 0, DELIMITER.length())) {
        int end = lineEnd();
        delimiter = text.substring(at + DELIMITER.length(), end).strip();
        at = end;
      } else if (!delimiter.isEmpty() && text.startsWith(delimiter, at)) {
        add(startLine, text.substring(start, at));
        at += delimiter.length();
      } else {
        advance();
        continue;
      }
      start = skipSpace();
      startLine = line;
    }
    add(startLine, text.substring(start));
  }

  private void add(int startLine, String sql) {
    if (!sql.isBlank()) {
      parts.add(new Part(startLine, sql.strip()));
    }
  }

  /// Goes behind white space and comments in front of a statement; not those that are executed.
  private int skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean comment = text.startsWith("/*", at) && !executable();
      if (c > ' ' && !comment && !lineComment()) {
        break;
      }
      advance();
    }
    return at;
  }

  private boolean executable() {
    return text.startsWith("!", at + 2) || text.startsWith("M!", at + 2);
  }

  private boolean lineComment() {
    boolean dashes =
        text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ');
    return dashes || text.charAt(at) == '#';
  }

  /// Goes behind a character, a comment or a quoted text.
  private void advance() {
    int from = at;
    char c = text.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      at = quoteEnd(c);
    } else if (lineComment()) {
      at = lineEnd();
    } else if (text.startsWith("/*", at) && !executable()) {
      int close = text.indexOf("*/", at + 2);
      at = close < 0 ? text.length() : close + 2;
    } else {
      at++;
    }
    for (int i = from; i < at; i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int quoteEnd(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`') {
        i++;
      } else if (c == quote) {
        return i + 1;
      }
    }
    return text.length();
  }
}
