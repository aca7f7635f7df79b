package io.wherry.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// What a person is told about an exception that ended the command.
///
/// Every room throws exceptions of its own whose message is one line that says what, where and what
/// to do. Any other class is a mistake of ours.
///
/// @param debug whether to show the stack trace too
record Failure(Throwable cause, boolean debug) {
  private static final String OURS = "io.wherry.";

  List<String> lines() {
    String line = "wherry: " + oneLine(text());
    return debug ? List.of(line, stackTrace()) : List.of(line);
  }

  private String text() {
    if (cause instanceof OutOfMemoryError) {
      return "out of memory ("
          + cause.getMessage()
          + "): give more with JAVA_OPTS=-Xmx512m; rerun with --debug to see where";
    }
    if (cause.getClass().getName().startsWith(OURS)) {
      return String.valueOf(cause.getMessage());
    }
    StackTraceElement[] stack = cause.getStackTrace();
    return "internal error: "
        + Secret.shown(cause.toString())
        + (stack.length == 0 ? "" : " at " + stack[0])
        + "; rerun with --debug and report it";
  }

  private String stackTrace() {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
