package io.wherry.app;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// From the signals of the operating system to a [StopSignal].
///
/// Design note: a shutdown hook would be the usual way, but the JVM then ends with 128 + signal
/// whatever the hook achieves, and its other hooks run beside ours; a stop that was asked for must
/// end with 0. So `sun.misc.Signal` of module `jdk.unsupported` is used, by reflection, since the
/// compiler's warning about it cannot be switched off. A signal that was ignored when the process
/// started (`nohup`) stays ignored.
final class Signals {
  /// How long a stop may take before the process ends without it. A drain takes 4 s at most.
  static final Duration STOP_MAX = Duration.ofSeconds(5);

  private static final Duration SAY_MAX = Duration.ofMillis(200);

  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  /// What a shell reports for a process that a signal ended, less the signal's number.
  private static final int STATUS_BASE = 128;

  private final StopSignal stop;
  private final Console console;
  private final IntConsumer end;
  private final AtomicInteger heard = new AtomicInteger();

  private Signals(StopSignal stop, Console console, IntConsumer end) {
    this.stop = stop;
    this.console = console;
    this.end = end;
  }

  /// Turns the first signal into a request to stop, the second into an end at once.
  ///
  /// @param end ends the process with a status, without waiting for anything
  static void watch(StopSignal stop, Console console, IntConsumer end) {
    var signals = new Signals(stop, console, end);
    try {
      for (String name : NAMES) {
        signals.handle(name);
      }
    } catch (ReflectiveOperationException e) {
      // Java runs with -Xrs or without jdk.unsupported: signals keep their usual meaning.
      console.line("wherry: signals end this process without a drain: " + e);
    }
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    int number = (int) signalClass.getMethod("getNumber").invoke(signal);
    Object handler =
        Proxy.newProxyInstance(
            handlerClass.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, arguments) ->
                method.getName().equals("handle")
                    ? onSignal(number)
                    : method.invoke(this, arguments));
    signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
  }

  /// @return what a handler's method returns: nothing
  private @Nullable Void onSignal(int number) {
    if (heard.getAndIncrement() > 0) {
      end.accept(STATUS_BASE + number);
    } else {
      Thread.ofPlatform().daemon().name("stop").start(this::endLate);
      stop.request();
    }
    return null;
  }

  private void endLate() {
    try {
      Thread.sleep(STOP_MAX);
      // On a thread of its own: a stderr that nobody reads must not hold up the end.
      Thread.ofPlatform().daemon().start(this::sayLate).join(SAY_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.accept(Main.FAILURE);
  }

  private void sayLate() {
    console.line(
        "wherry: did not come to its end within "
            + STOP_MAX.toSeconds()
            + " s of the signal: ended as if killed; the next run goes on from the checkpoint");
  }
}
