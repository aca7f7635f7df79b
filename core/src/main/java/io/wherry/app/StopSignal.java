package io.wherry.app;

import java.util.ArrayList;
import java.util.List;

/// Somebody wants the command to end: a signal, or a test. Asked by one thread, heard by another.
public final class StopSignal {
  private final List<Runnable> bells = new ArrayList<>();
  private volatile boolean requested;

  /// Whether the command should come to its end now.
  public boolean requested() {
    return requested;
  }

  /// Calls back when the request comes, at once if it has come already; on the thread that
  /// requests, so only for something short like waking the reader.
  public void onRequest(Runnable bell) {
    boolean late;
    synchronized (bells) {
      late = requested;
      bells.add(bell);
    }
    if (late) {
      bell.run();
    }
  }

  /// Asks the command to end.
  public void request() {
    List<Runnable> waiting;
    synchronized (bells) {
      if (requested) {
        return;
      }
      requested = true;
      waiting = List.copyOf(bells);
    }
    waiting.forEach(Runnable::run);
  }
}
