package io.wherry.app;

import java.io.PrintStream;

/// The standard streams: data on stdout, everything else in lines on stderr, with at most one
/// status line below them that is rewritten in place where stderr is a terminal.
public final class Console {
  /// Goes back to the start of the terminal's line and clears it. Source: ECMA-48, "EL".
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean outIsTerminal;
  private final int errColumns;
  private String status = "";

  /// @param outIsTerminal whether a person sees stdout
  /// @param errColumns width of the terminal that shows stderr; 0 when it is none
  public Console(PrintStream out, PrintStream err, boolean outIsTerminal, int errColumns) {
    this.out = out;
    this.err = err;
    this.outIsTerminal = outIsTerminal;
    this.errColumns = errColumns;
  }

  /// The streams of this process. The launcher says whether they are terminals, for Java cannot
  /// tell for each.
  static Console ofProcess() {
    return new Console(
        System.out,
        System.err,
        Boolean.getBoolean("wherry.out.terminal"),
        Math.max(0, Integer.getInteger("wherry.err.columns", 0)));
  }

  /// Where data goes.
  public PrintStream out() {
    return out;
  }

  /// Whether a person sees stdout.
  public boolean outIsTerminal() {
    return outIsTerminal;
  }

  /// Whether a status line can be rewritten in place.
  public boolean errIsTerminal() {
    return errColumns > 0;
  }

  /// Writes a line to stderr, above the status line.
  public synchronized void line(String text) {
    err.print((status.isEmpty() ? "" : CLEAR_LINE) + text + "\n" + status);
    err.flush();
  }

  /// Replaces the status line; an empty one takes it away. Without a terminal nothing happens.
  public synchronized void status(String text) {
    if (!errIsTerminal() || (text.isEmpty() && status.isEmpty())) {
      return;
    }
    // A line that fills the last column wraps, and could not be taken back.
    status = text.length() < errColumns ? text : text.substring(0, errColumns - 1);
    err.print(CLEAR_LINE + status);
    err.flush();
  }
}
