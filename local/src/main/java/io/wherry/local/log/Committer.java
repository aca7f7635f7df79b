package io.wherry.local.log;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes records safe on disk, those of all calls that wait together with one round of forces: one
/// force for each log that any of them wrote to.
public final class Committer implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition done = lock.newCondition();
  private final Consumer<String> notice;
  private final Thread thread;
  private Set<RecordLog> dirty = new LinkedHashSet<>();
  private long requested;
  private long completed;
  private @Nullable LogException failure;
  private boolean closed;

  /// Starts its thread.
  ///
  /// @param notice takes the line that says why nothing can be stored any more
  public Committer(Consumer<String> notice) {
    this.notice = notice;
    thread = Thread.ofPlatform().daemon().name("local-stream-commit").start(this::run);
  }

  /// Waits until everything that was appended to these logs so far is safe.
  ///
  /// @throws LogException when the files cannot be written, now or at any call before
  public void commit(Collection<RecordLog> logs) {
    lock.lock();
    try {
      dirty.addAll(logs);
      long mine = ++requested;
      wanted.signal();
      while (completed < mine && failure == null && thread.isAlive()) {
        done.awaitUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
      if (completed < mine) {
        throw new LogException("the local stream is being closed", null);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (true) {
      Set<RecordLog> logs;
      long target;
      lock.lock();
      try {
        while (requested == completed && !closed) {
          wanted.awaitUninterruptibly();
        }
        if (requested == completed || failure != null) {
          return;
        }
        target = requested;
        logs = dirty;
        dirty = new LinkedHashSet<>();
      } finally {
        lock.unlock();
      }
      finish(target, flush(logs));
    }
  }

  private static @Nullable LogException flush(Set<RecordLog> logs) {
    try {
      logs.forEach(RecordLog::flush);
      return null;
    } catch (LogException e) {
      return e;
    } catch (RuntimeException e) {
      return new LogException("records cannot be written: " + e, e);
    }
  }

  private void finish(long target, @Nullable LogException failed) {
    lock.lock();
    try {
      if (failed == null) {
        completed = target;
      } else {
        failure = failed;
        notice.accept(failed.getMessage() + "; nothing is stored until the next start");
      }
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Finishes what is waiting, then ends its thread.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
