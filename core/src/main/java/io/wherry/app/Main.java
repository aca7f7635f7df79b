package io.wherry.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

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

  /// @param environment variables by name
  public Main(Engine engine, Console console, Map<String, String> environment) {
    this.engine = engine;
    this.console = console;
    this.environment = environment;
  }

  /// Where the process starts.
  ///
  /// @param arguments the command and its options
  public static void main(String[] arguments) {
    var console = Console.ofProcess();
    var stop = new StopSignal();
    Signals.watch(stop, console, Runtime.getRuntime()::halt);
    var main = new Main(new Wiring(), console, System.getenv());
    System.exit(main.run(List.of(arguments), stop));
  }

  /// Runs one command line.
  ///
  /// @return exit status: 0 success, 1 failure, 2 usage error
  public int run(List<String> arguments, StopSignal stop) {
    boolean debug = Configuration.wantsDebug(arguments, environment);
    int status;
    try {
      status = dispatch(arguments, stop);
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

  private int dispatch(List<String> arguments, StopSignal stop) throws Exception {
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
    List<Command> commands = commands();
    boolean help = word.equals("help");
    if (word.equals("--help") || word.equals("-h") || (help && words.isEmpty())) {
      console.out().print(HelpPage.ofProgram(commands));
      return SUCCESS;
    }
    String name = help ? words.getFirst() : word;
    for (Command command : commands) {
      if (command.name().equals(name)) {
        if (help || Configuration.wantsHelp(words)) {
          console.out().print(HelpPage.of(command));
          return SUCCESS;
        }
        return run(command, commands, words, stop);
      }
    }
    console.line("wherry: " + unknown(name, commands));
    return USAGE;
  }

  private int run(Command command, List<Command> commands, List<String> words, StopSignal stop)
      throws Exception {
    List<Option<?>> options = Configuration.optionsOf(command);
    List<Option<?>> others = commands.stream().flatMap(c -> c.options().stream()).toList();
    OptionValues values =
        Configuration.read(options, others, Arguments.parse(options, words), environment);
    values.warnings().forEach(line -> console.line("wherry: " + line));
    LineLog.to(console, values.get(Configuration.DEBUG).orElse(false));
    return command.run(values, console, stop);
  }

  private List<Command> commands() {
    var commands = new ArrayList<Command>();
    commands.add(new RunCommand(engine));
    commands.add(new CheckCommand(engine));
    ServiceLoader.load(Command.class).forEach(commands::add);
    return commands;
  }

  private static String unknown(String name, List<Command> commands) {
    if (name.startsWith("-")) {
      return "options come after a command: wherry run " + name.split("=", 2)[0] + "…";
    }
    if (ELSEWHERE.contains(name)) {
      return name + " is not in this distribution: get Wherry's source and run ./wherry " + name;
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
