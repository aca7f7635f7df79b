package io.wherry.source;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One piece of blocking work at a time, carried by a virtual thread for a thread that never
/// blocks.
///
/// @param <T> what the work results in
final class Background<T> implements AutoCloseable {
  private final String name;
  private final Runnable bell;
  private final Consumer<T> discard;
  private @Nullable Thread worker;
  private @Nullable T result;
  private @Nullable RuntimeException failure;
  private boolean closed;

  /// @param bell rung when the work is done
  /// @param discard lets go of a result that nobody wants any more
  Background(String name, Runnable bell, Consumer<T> discard) {
    this.name = name;
    this.bell = bell;
    this.discard = discard;
  }

  /// Starts the work; there must be none under way.
  synchronized void start(Callable<T> work) {
    if (worker != null || closed) {
      throw new IllegalStateException(name + " is busy or closed");
    }
    worker = Thread.ofVirtual().name(name).start(() -> run(work));
  }

  private void run(Callable<T> work) {
    T value = null;
    RuntimeException thrown = null;
    try {
      value = work.call();
    } catch (RuntimeException e) {
      thrown = e;
    } catch (Exception e) {
      thrown = new SourceException(name + ": " + e, e);
    }
    done(value, thrown);
    bell.run();
  }

  private synchronized void done(@Nullable T value, @Nullable RuntimeException thrown) {
    if (closed && value != null) {
      discard.accept(value);
    } else {
      result = value;
      failure = thrown;
    }
  }

  /// Whether work was started whose result was not taken yet.
  synchronized boolean busy() {
    return worker != null;
  }

  /// Takes the result; null while there is none.
  ///
  /// @throws RuntimeException what the work threw
  synchronized @Nullable T take() {
    T value = result;
    RuntimeException thrown = failure;
    if (value == null && thrown == null) {
      return null;
    }
    worker = null;
    result = null;
    failure = null;
    if (thrown != null) {
      throw thrown;
    }
    return value;
  }

  /// Interrupts the work and throws its result away.
  @Override
  public synchronized void close() {
    closed = true;
    if (worker != null) {
      worker.interrupt();
    }
    if (result != null) {
      discard.accept(result);
      result = null;
    }
  }
}
