package io.wherry.app;

import java.util.List;

/// One command of `wherry`. Other modules add theirs through `ServiceLoader<Command>`; their
/// options get the command line, environment, YAML file, help and error lines of all others.
public interface Command {
  /// The word behind `wherry`.
  String name();

  /// One line for `wherry --help`, no full stop.
  String summary();

  /// Its options, in the order and under the headings of its help page; `--config`, `--debug` and
  /// `--help` come by themselves.
  List<Option<?>> options();

  /// Lines that a person could type, for the end of its help page.
  List<String> examples();

  /// Whether the log is shown without `--debug`, too; not where it would stand between lines that
  /// are meant for a person.
  default boolean logs() {
    return true;
  }

  /// Does it.
  ///
  /// @param values what the person asked for; [OptionValues#check()] is called by the command after
  ///   it has looked at how its values go together
  /// @param stop says when the person wants it to end; a stop that was asked for is a success
  /// @return 0 for success, 1 for a failure that it has already described in one line
  /// @throws Exception of a `io.wherry` class, with one line for a message: a failure; any other is
  ///   shown as an internal error
  int run(OptionValues values, Console console, StopSignal stop) throws Exception;
}
