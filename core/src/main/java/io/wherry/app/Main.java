package io.wherry.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/// `wherry`: finds the command, reads its options, runs it, and turns whatever happens into one
/// line and an exit status.
public final class Main {
  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  /// Commands of modules that the archive leaves out.
  private static final List<String> ELSEWHERE = List.of("demo", "bench");

  private final Engine engine;
  private final Console console;
  private final Map<String, String> environment;
  private final Supplier<StopSignal> stop;

  /// @param environment variables by name
  /// @param stop called when a command is about to run
  public Main(
      Engine engine, Console console, Map<String, String> environment, Supplier<StopSignal> stop) {
    this.engine = engine;
    this.console = console;
    this.environment = environment;
    this.stop = stop;
  }

  /// Where the process starts.
  ///
  /// @param arguments the command and its options
  public static void main(String[] arguments) {
    var console = Console.ofProcess();
    var environment = System.getenv();
    boolean debug = Configuration.wantsDebug(List.of(arguments), environment);
    var main = new Main(new Wiring(), console, environment, () -> guarded(console, debug));
    System.exit(main.run(List.of(arguments)));
  }

  /// Hears signals and what other threads die of.
  static StopSignal guarded(Console console, boolean debug) {
    var stop = new StopSignal();
    Signals.watch(stop, console, Runtime.getRuntime()::halt);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
      // Its work is missing from now on: going on could wait for it for ever.
      new Failure(thrown, debug).lines().forEach(console::line);
      Runtime.getRuntime().halt(FAILURE);
    });
    return stop;
  }

  /// Runs one command line.
  ///
  /// @return exit status: 0 success, 1 failure, 2 usage error
  public int run(List<String> arguments) {
    boolean debug = Configuration.wantsDebug(arguments, environment);
    int status;
    try {
      status = dispatch(arguments);
    } catch (UsageException e) {
      status = usage(e.problems(), arguments.getFirst());
    } catch (Throwable e) { // the last place where anything can be said about it
      console.status("");
      new Failure(e, debug).lines().forEach(console::line);
      status = FAILURE;
    }
    console.out().flush();
    return status;
  }

  private int dispatch(List<String> arguments) throws Exception {
    if (arguments.isEmpty()) {
      console.line("wherry: no command given: wherry --help lists them");
      return USAGE;
    }
    String word = arguments.getFirst();
    List<String> words = arguments.subList(1, arguments.size());
    if (word.equals("--version") || word.equals("-V") || word.equals("version")) {
      console.out().println("wherry " + Version.text());
      return SUCCESS;
    }
    boolean help = word.equals("help");
    if (word.equals("--help") || word.equals("-h") || (help && words.isEmpty())) {
      console.out().print(HelpPage.ofProgram(allCommands()));
      return SUCCESS;
    }
    String name = help ? words.getFirst() : word;
    Optional<Command> command = named(name, ownCommands()).or(() -> named(name, allCommands()));
    if (command.isEmpty()) {
      console.line("wherry: " + unknown(name, allCommands()));
      return USAGE;
    }
    if (help || Configuration.wantsHelp(words)) {
      console.out().print(HelpPage.of(command.get()));
      return SUCCESS;
    }
    return run(command.get(), words);
  }

  private int run(Command command, List<String> words) throws Exception {
    StopSignal signal = stop.get();
    List<Option<?>> options = Configuration.optionsOf(command);
    OptionValues values =
        Configuration.read(
            options,
            this::allOptions,
            Arguments.parse(options, words),
            environment,
            warning -> console.line("wherry: " + warning));
    if (!values.hasProblems()) {
      LineLog.to(console, values.need(Configuration.DEBUG));
    }
    return command.run(values, console, signal);
  }

  private List<Command> ownCommands() {
    return List.of(new RunCommand(engine), new CheckCommand(engine), new LocalStreamCommand());
  }

  /// Those of other modules too; looking for them opens every jar.
  private List<Command> allCommands() {
    var commands = new ArrayList<Command>(ownCommands());
    ServiceLoader.load(Command.class).forEach(commands::add);
    return commands;
  }

  private List<Option<?>> allOptions() {
    return allCommands().stream().<Option<?>>flatMap(c -> c.options().stream()).toList();
  }

  private static Optional<Command> named(String name, List<Command> commands) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private static String unknown(String name, List<Command> commands) {
    if (name.startsWith("-")) {
      return "options come after a command: wherry run " + name.split("=", 2)[0] + "…";
    }
    if (ELSEWHERE.contains(name)) {
      return name
          + " is not in this distribution: run ./wherry "
          + name
          + " in Wherry's source tree";
    }
    List<String> names = commands.stream().map(Command::name).toList();
    String hint = Nearest.hint(name, names);
    return "unknown command "
        + Secret.shown(name)
        + (hint.isEmpty() ? ": wherry --help lists them" : hint);
  }

  /// One problem is one line; several end in a line that says where to look.
  private int usage(List<String> problems, String command) {
    String hint = "wherry " + command + " --help shows all options";
    if (problems.size() == 1) {
      console.line("wherry: " + problems.getFirst() + " (" + hint + ")");
    } else {
      problems.forEach(problem -> console.line("wherry: " + problem));
      console.line("wherry: " + problems.size() + " problems; " + hint);
    }
    return USAGE;
  }
}
