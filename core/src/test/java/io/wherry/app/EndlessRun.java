package io.wherry.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process for [SignalsTest]: the real `Main` with an engine that runs until it is told to stop.
/// The first argument says how well it obeys.
final class EndlessRun implements Engine {
  private final String manner;

  private EndlessRun(String manner) {
    this.manner = manner;
  }

  public static void main(String[] arguments) {
    var console = Console.ofProcess();
    var main =
        new Main(
            new EndlessRun(arguments[0]), console, Map.of(), () -> Main.guarded(console, false));
    System.exit(main.run(List.of("run", "--source.url=mysql://repl@db")));
  }

  @Override
  public int run(RunOptions options, Console console, StopSignal stop) throws Exception {
    var asked = new CountDownLatch(1);
    stop.onRequest(asked::countDown);
    if (manner.equals("loses-a-thread")) {
      Thread.ofVirtual()
          .start(() -> {
            throw new IllegalStateException("lost");
          });
    }
    console.out().println("running");
    console.out().flush();
    asked.await();
    if (manner.equals("stuck")) {
      new CountDownLatch(1).await();
    }
    console.line("drained");
    return 0;
  }

  @Override
  public int check(RunOptions options, boolean probe, Console console, StopSignal stop) {
    return 0;
  }

  @Override
  public int tail(TailOptions options, Console console, StopSignal stop) {
    return 0;
  }
}
