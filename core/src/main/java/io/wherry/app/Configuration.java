package io.wherry.app;

import io.wherry.app.OptionValues.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the values of options come from: command line before environment before YAML file before
/// fallback. Only this class knows.
final class Configuration {
  private static final String RUNNING = "Running";

  /// Begins the names of all options in the environment.
  private static final String PREFIX = "WHERRY_";

  static final Option<Path> FILE =
      Option.value(
          "config",
          "FILE",
          RUNNING,
          "YAML file whose keys are the names of options, nested or with dots.",
          Parsers::readableFile);

  static final Option<Boolean> DEBUG =
      Option.flag("debug", RUNNING, "Explain more in the log, with stack traces.");

  static final Option<Boolean> HELP = Option.flag("help", RUNNING, "Show this page.");

  /// What every command has.
  static final List<Option<?>> COMMON = List.of(FILE, DEBUG, HELP);

  /// @param text null when it is not clear, which is a problem already noted
  private record Given(@Nullable String text, Place place, String where) {}

  private final List<Option<?>> options;
  private final OptionValues values;
  private final Map<Option<?>, Given> given = new HashMap<>();

  private Configuration(List<Option<?>> options, Consumer<String> warn) {
    this.options = options;
    values = new OptionValues(warn);
  }

  /// All options of a command, its own and those that every command has.
  static List<Option<?>> optionsOf(Command command) {
    var all = new ArrayList<Option<?>>(command.options());
    all.addAll(COMMON);
    return all;
  }

  /// Reads all places; what is wrong is kept in the values.
  ///
  /// @param others options of other commands, which one YAML file may hold too
  /// @param warn takes what the person should know and that does not stop the command
  static OptionValues read(
      List<Option<?>> options,
      Supplier<List<Option<?>>> others,
      Arguments arguments,
      Map<String, String> environment,
      Consumer<String> warn) {
    var configuration = new Configuration(options, warn);
    arguments.problems().forEach(configuration.values::problem);
    configuration.readEnvironment(environment);
    configuration.readCommandLine(arguments);
    Given file = configuration.given.get(FILE);
    if (file != null && file.text != null) {
      configuration.readFile(file.text, others);
    }
    options.forEach(configuration::parse);
    return configuration.values;
  }

  private void readEnvironment(Map<String, String> environment) {
    var names = new HashSet<String>();
    for (Option<?> option : options) {
      String name = option.inEnvironment();
      names.add(name);
      // Empty counts as unset: that is how compose files and units leave a variable out.
      String text = environment.getOrDefault(name, "");
      if (!text.isEmpty() && !name.equals(HELP.inEnvironment())) {
        given.put(option, new Given(text, Place.ENVIRONMENT, name));
      }
    }
    // What all have in common says nothing of how near two are.
    List<String> words = names.stream().map(name -> name.substring(PREFIX.length())).toList();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !names.contains(name)) {
        String hint =
            Nearest.hint(name.substring(PREFIX.length()), words).replace("mean ", "mean " + PREFIX);
        if (!hint.isEmpty()) {
          values.warning(name + " in the environment is no option and is not read" + hint);
        }
      }
    }
  }

  private void readCommandLine(Arguments arguments) {
    arguments
        .texts()
        .forEach((option, texts) -> {
          @Nullable String text = texts.isEmpty() ? null : String.join(",", texts);
          given.put(option, new Given(text, Place.COMMAND_LINE, option.onCommandLine()));
        });
  }

  private void readFile(String file, Supplier<List<Option<?>>> others) {
    Path path;
    try {
      path = FILE.parser().parse(file);
    } catch (IllegalArgumentException e) {
      return; // parse() will say it, as of every option
    }
    YamlFile yaml = YamlFile.read(path);
    yaml.problems().forEach(values::problem);
    Map<String, Option<?>> byName = new HashMap<>();
    options.forEach(option -> byName.put(option.name(), option));
    byName.remove(FILE.name());
    byName.remove(HELP.name());
    for (YamlFile.Setting setting : yaml.settings()) {
      String where = path + ":" + setting.line() + " " + setting.key();
      Option<?> option = byName.get(setting.key());
      if (option != null) {
        given.putIfAbsent(option, new Given(setting.value(), Place.FILE, where));
      } else if (others.get().stream().noneMatch(other -> other.name().equals(setting.key()))) {
        values.problem(
            path
                + ":"
                + setting.line()
                + ": unknown key "
                + setting.key()
                + Nearest.hint(setting.key(), byName.keySet()));
      }
    }
  }

  private void parse(Option<?> option) {
    Given from = given.get(option);
    if (from == null) {
      if (!option.fallback().isEmpty()) {
        values.put(option, option.parser().parse(option.fallback()), Place.FALLBACK, "");
      }
      return;
    }
    Object value = null;
    if (from.text != null) {
      try {
        value = option.parser().parse(from.text);
      } catch (IllegalArgumentException e) {
        String text = option.isSecret() ? " " : "=" + Secret.shown(from.text) + ": ";
        values.problem(from.where + text + e.getMessage());
      }
    }
    values.put(option, value, from.place, from.where);
  }

  /// Whether the help page was asked for.
  static boolean wantsHelp(List<String> words) {
    return words.contains("--help") || words.contains("-h");
  }

  /// Whether stack traces were asked for, said before anything is known to be right.
  static boolean wantsDebug(List<String> words, Map<String, String> environment) {
    return words.contains("--debug")
        || words.contains("--debug=true")
        || environment.getOrDefault(DEBUG.inEnvironment(), "").equals("true");
  }
}
