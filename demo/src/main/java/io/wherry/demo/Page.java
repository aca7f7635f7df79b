package io.wherry.demo;

import java.io.PrintStream;

/// What the demo prints: lines on stdout, in colour where a person looks at a terminal. Any thread.
final class Page {
  /// Columns that lines keep to.
  static final int COLUMNS = 100;

  /// How a piece of text looks. Source: ECMA-48, "SGR".
  enum Style {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private final PrintStream out;
  private final boolean colours;

  /// @param colours whether to use escape sequences
  Page(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /// Text in a style.
  String in(Style style, String text) {
    return colours && style != Style.PLAIN && !text.isEmpty()
        ? "\u001b[" + style.code + "m" + text + "\u001b[0m"
        : text;
  }

  /// Prints one line, at once.
  synchronized void line(String text) {
    out.print(text + "\n");
    out.flush();
  }

  /// Whether nobody takes what is printed any more.
  boolean isClosed() {
    return out.checkError();
  }
}
