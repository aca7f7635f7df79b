package io.wherry.pipeline;

import java.util.concurrent.locks.LockSupport;

/// Wakes the reader thread when bytes or acknowledgements have arrived. Ringing before the wait is
/// not lost. Not final: a simulation waits in a time of its own.
public class Bell implements Runnable {
  private volatile boolean rung;
  private volatile Thread listener = Thread.currentThread();

  /// Makes the calling thread the one that is woken.
  public void listen() {
    listener = Thread.currentThread();
  }

  /// Rings; any thread may.
  @Override
  public void run() {
    if (!rung) {
      rung = true;
      LockSupport.unpark(listener);
    }
  }

  /// Waits for a ring, `nanos` at most.
  public void await(long nanos) {
    if (!rung && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    rung = false;
  }
}
