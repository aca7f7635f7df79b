package io.wherry.app;

/// Wakes the thread that is starting a run from whatever blocks it, when a stop is asked for. Once
/// the run moves, a stop is its own affair: the interruption must then be ended.
final class Interruption {
  private final Thread starting = Thread.currentThread();
  private boolean ended;
  private boolean interrupted;

  private Interruption() {}

  /// An interruption of the calling thread.
  static Interruption of(StopSignal stop) {
    var interruption = new Interruption();
    stop.onRequest(interruption::interrupt);
    return interruption;
  }

  private synchronized void interrupt() {
    if (!ended) {
      interrupted = true;
      starting.interrupt();
    }
  }

  /// Whether the start was ended by a stop: what it threw then is no failure.
  synchronized boolean interrupted() {
    return interrupted;
  }

  /// From now on a stop does not interrupt. One that came when nothing blocked any more is taken
  /// back: else it would break the first thing that the run does, saving the checkpoint.
  synchronized void end() {
    ended = true;
    if (interrupted && Thread.currentThread().equals(starting)) {
      Thread.interrupted();
    }
    interrupted = false;
  }
}
