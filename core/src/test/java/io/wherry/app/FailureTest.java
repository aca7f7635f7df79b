package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.sink.SinkException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Whatever ends a command becomes one line and a status.
class FailureTest {
  private static final String SOURCE = "--source.url=mysql://repl:secret@db";

  private static Trial thatThrows(Supplier<Throwable> thrown, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "run";
    arguments[1] = SOURCE;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Trial.with(
        new Engine() {
          @Override
          public int run(RunOptions options, Console console, StopSignal stop) throws Exception {
            switch (thrown.get()) {
              case Exception e -> throw e;
              case Error e -> throw e;
              case Throwable e -> throw new AssertionError(e);
            }
          }

          @Override
          public int check(RunOptions options, boolean probe, Console console, StopSignal stop) {
            return 0;
          }

          @Override
          public int tail(TailOptions options, Console console, StopSignal stop) {
            return 0;
          }
        },
        arguments);
  }

  @Test
  void anExceptionOfARoomIsItsMessage() {
    Trial trial =
        thatThrows(() -> new SinkException("stream orders: gone:\n create it", new Exception("x")));
    assertThat(trial.errLines()).containsExactly("wherry: stream orders: gone: create it");
    assertThat(trial.status).isEqualTo(1);
  }

  @Test
  void anyOtherIsAMistakeOfOurs() {
    Trial trial = thatThrows(() -> new IllegalStateException("at mysql://u:hush@db\nx"));
    assertThat(trial.err())
        .matches(
            "wherry: internal error: java.lang.IllegalStateException: at mysql://\\*\\*\\*@db.x at"
                + " io.wherry.app.FailureTest\\..*\\(FailureTest.java:\\d+\\);"
                + " rerun with --debug and report it\n");
    assertThat(trial.status).isEqualTo(1);
  }

  @Test
  void debugShowsWhere() {
    Trial trial = thatThrows(() -> new SinkException("gone", new Exception("why")), "--debug");
    assertThat(trial.err())
        .startsWith("wherry: gone\nio.wherry.sink.SinkException: gone\n\tat io.wherry.app.")
        .contains("Caused by: java.lang.Exception: why\n");
  }

  @Test
  void tooLittleMemorySaysHowToGiveMore() {
    assertThat(thatThrows(() -> new OutOfMemoryError("Java heap space")).errLines())
        .containsExactly(
            "wherry: out of memory (Java heap space): give more with JAVA_OPTS=-Xmx512m;"
                + " rerun with --debug to see where");
  }

  @Test
  void theStatusOfACommandIsTheStatusOfTheProcess() {
    assertThat(Trial.of("run", SOURCE).status).isZero();
    assertThat(Trial.of("check", SOURCE).status).isEqualTo(1);
  }
}
