package io.wherry.app;

import io.wherry.app.Option.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.PicocliException;

/// The words behind a command, taken apart. Values stay text; all that is wrong is said at once.
///
/// @param texts what was given for each option, in order; nothing where that is not clear, which is
///   a problem
/// @param problems one line each
record Arguments(Map<Option<?>, List<String>> texts, List<String> problems) {
  static Arguments parse(List<Option<?>> options, List<String> words) {
    var commandLine = new CommandLine(spec(options));
    commandLine.setUnmatchedArgumentsAllowed(true);
    var result = commandLine.parseArgs(words.toArray(String[]::new));
    var texts = new LinkedHashMap<Option<?>, List<String>>();
    var problems = new ArrayList<String>();
    for (Exception error : result.errors()) {
      problems.add(problem(error, options));
    }
    unmatched(options, result.unmatched(), problems);
    for (Option<?> option : options) {
      var matched = result.matchedOption(option.onCommandLine());
      if (matched == null) {
        continue;
      }
      List<String> given = matched.originalStringValues();
      boolean isTooMuch = given.size() > 1 && option.kind() != Kind.LIST;
      if (isTooMuch) {
        problems.add(option.onCommandLine() + " is given " + given.size() + " times: give it once");
      }
      texts.put(option, isTooMuch ? List.of() : given);
    }
    return new Arguments(texts, problems);
  }

  private static CommandSpec spec(List<Option<?>> options) {
    CommandSpec spec = CommandSpec.create();
    spec.parser()
        .collectErrors(true)
        .expandAtFiles(false)
        .allowOptionsAsOptionParameters(false)
        .posixClusteredShortOptionsAllowed(false);
    for (Option<?> option : options) {
      if (option.kind() == Kind.SECRET) {
        continue;
      }
      var builder = OptionSpec.builder(option.onCommandLine()).type(List.class);
      spec.addOption(
          option.kind() == Kind.FLAG
              ? builder.arity("0..1").fallbackValue("true").build()
              : builder.arity("1").build());
    }
    return spec;
  }

  private static String problem(Exception error, List<Option<?>> options) {
    if (error instanceof MissingParameterException missing
        && !missing.getMissing().isEmpty()
        && missing.getMissing().getFirst() instanceof OptionSpec) {
      ArgSpec spec = missing.getMissing().getFirst();
      String name = ((OptionSpec) spec).longestName();
      String label =
          options.stream()
              .filter(option -> option.onCommandLine().equals(name))
              .map(Option::label)
              .findFirst()
              .orElse("VALUE");
      return name + " has no value: write " + name + "=" + label;
    }
    return error instanceof PicocliException
        ? Secret.shown(String.valueOf(error.getMessage()))
        : error.toString();
  }

  /// Only names are repeated, never values: those of a mistyped option may be a password.
  private static void unmatched(
      List<Option<?>> options, List<String> words, List<String> problems) {
    List<String> known =
        options.stream().filter(o -> o.kind() != Kind.SECRET).map(Option::onCommandLine).toList();
    boolean mayBeValue = false;
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (word.startsWith("-")) {
        problems.add(unknownOption(name, options, known));
      } else if (word.contains("://")) {
        problems.add(
            "unexpected argument that looks like a URL" + Nearest.hint("--source.url", known));
      } else if (!mayBeValue) {
        String shown = equals < 0 ? Secret.shown(word) : name + "=…";
        problems.add("unexpected argument " + shown + Nearest.hint("--" + name, known));
      }
      mayBeValue = word.startsWith("-") && equals < 0;
    }
  }

  private static String unknownOption(String name, List<Option<?>> options, List<String> known) {
    for (Option<?> option : options) {
      if (option.kind() == Kind.SECRET && option.onCommandLine().equals(name)) {
        return name
            + " would show its value to every user of this machine: use "
            + option.inEnvironment()
            + " or a file";
      }
    }
    return "unknown option " + Secret.shown(name) + Nearest.hint(name, known);
  }
}
