package io.wherry.app;

import io.wherry.app.Option.Kind;
import java.util.List;

/// The help pages, made of the same tables that read the options.
final class HelpPage {
  private static final int COLUMNS = 80;
  private static final String INDENT = "      ";

  private HelpPage() {}

  /// `wherry --help`.
  static String ofProgram(List<Command> commands) {
    var page = new StringBuilder();
    page.append("Usage: wherry COMMAND [OPTIONS]\n\n")
        .append("Every row down the stream: attaches to a MySQL-family server as a replica and\n")
        .append("publishes each changed row to Amazon Kinesis Data Streams.\n\n")
        .append("Commands\n");
    int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0) + 3;
    for (Command command : commands) {
      String gap = " ".repeat(width - command.name().length());
      String text = wrapped(command.summary(), " ".repeat(width + 2));
      page.append("  ").append(command.name()).append(gap).append(text.stripLeading());
    }
    return page.append("\nOptions\n")
        .append("  --help      show this page; wherry COMMAND --help shows a command's options\n")
        .append("  --version   show the version\n\n")
        .append("Data goes to stdout, everything else to stderr. Exit status: 0 done or stopped\n")
        .append("by a signal, 1 failure, 2 usage error. JAVA_OPTS goes to Java.\n\n")
        .append("Examples\n")
        .append(examples(commands))
        .toString();
  }

  private static String examples(List<Command> commands) {
    var lines = new StringBuilder();
    for (Command command : commands) {
      command.examples().stream()
          .findFirst()
          .ifPresent(line -> lines.append("  ").append(line).append('\n'));
    }
    return lines.toString();
  }

  /// `wherry COMMAND --help`.
  static String of(Command command) {
    var page = new StringBuilder();
    String summary = command.summary();
    page.append("Usage: wherry ")
        .append(command.name())
        .append(" [OPTIONS]\n\n")
        .append(Character.toUpperCase(summary.charAt(0)))
        .append(summary, 1, summary.length())
        .append(".\n");
    String group = "";
    for (Option<?> option : Configuration.optionsOf(command)) {
      if (!option.group().equals(group)) {
        group = option.group();
        page.append('\n').append(group).append('\n');
      }
      page.append("  ").append(usage(option)).append('\n');
      page.append(wrapped(description(option), INDENT));
    }
    page.append(
        """

        Every option is also an environment variable (WHERRY_SOURCE_URL) and a key of
        the --config file (source.url). The command line wins over the environment,
        and the environment over the file.
        """);
    if (!command.examples().isEmpty()) {
      page.append("\nExamples\n");
      command.examples().forEach(line -> page.append("  ").append(line).append('\n'));
    }
    return page.toString();
  }

  /// How the option is written.
  static String usage(Option<?> option) {
    return switch (option.kind()) {
      case VALUE, LIST, CONFIDENTIAL -> option.onCommandLine() + "=" + option.label();
      case FLAG -> option.onCommandLine();
      case SECRET -> option.inEnvironment() + "=" + option.label();
    };
  }

  /// Its description, and what holds when it is not given.
  static String description(Option<?> option) {
    boolean says = !option.fallback().isEmpty() && option.kind() != Kind.FLAG;
    if (!says) {
      return option.description();
    }
    String text = option.description();
    return text.substring(0, text.length() - 1) + " (default: " + option.fallback() + ").";
  }

  private static String wrapped(String text, String indent) {
    var lines = new StringBuilder();
    var line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      boolean isFirst = line.length() == indent.length();
      if (!isFirst && line.length() + 1 + word.length() > COLUMNS) {
        lines.append(line).append('\n');
        line = new StringBuilder(indent);
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word);
    }
    return lines.append(line).append('\n').toString();
  }
}
