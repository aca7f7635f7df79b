package io.wherry.app;

/// What the commands of this room set in motion; the rooms below, wired together.
public interface Engine {
  /// Follows the server and publishes until it is told to stop or `--until` is reached.
  ///
  /// @return 0 when all that was read is published and remembered, 1 for a failure that it has
  ///   already described in one line
  /// @throws Exception of a `io.wherry` class with one line for a message
  int run(RunOptions options, Console console, StopSignal stop) throws Exception;

  /// Looks at server, grants, stream and permissions, and lists on stdout what is found.
  ///
  /// @param probe whether to put marked records into the stream and to measure how it behaves
  /// @return 0 when nothing stands in the way, else 1
  /// @throws Exception of a `io.wherry` class with one line for a message
  int check(RunOptions options, boolean probe, Console console, StopSignal stop) throws Exception;

  /// Reads a stream and prints each record as one line.
  ///
  /// @return 0 when the end is reached, a stop was asked for, or nobody reads what is printed
  /// @throws Exception of a `io.wherry` class with one line for a message
  int tail(TailOptions options, Console console, StopSignal stop) throws Exception;
}
