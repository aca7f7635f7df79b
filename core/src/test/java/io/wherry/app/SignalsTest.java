package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real processes, real signals.
class SignalsTest {
  private static final long WAIT_SECONDS = 30;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNothingBehind() {
    started.forEach(Process::destroyForcibly);
  }

  // An orchestrator that reads 143 believes that the stop went wrong.
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalIsARequestToStopAndNoFailure(String signal) throws Exception {
    Process process = running("obedient");
    send(signal, process);
    assertThat(statusOf(process)).isZero();
    assertThat(stderr(process)).isEqualTo("drained\n");
  }

  // A stop that hangs would be met by kill -9 from outside, without a word about why.
  @Test
  void aStopThatHangsEndsAfterFiveSecondsAndSaysSo() throws Exception {
    Process process = running("stuck");
    long before = System.nanoTime();
    send("TERM", process);
    assertThat(statusOf(process)).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Signals.STOP_MAX);
    assertThat(stderr(process))
        .isEqualTo(
            "wherry: did not come to its end within 5 s of the signal: ended as if killed;"
                + " the next run goes on from the checkpoint\n");
  }

  @Test
  void whoPressesControlCTwiceMeansNow() throws Exception {
    Process process = running("stuck");
    send("INT", process);
    Thread.sleep(200); // two signals of one kind that are pending at once are one
    send("INT", process);
    assertThat(statusOf(process)).isEqualTo(130);
  }

  // The thread's work would be waited for until somebody looks.
  @Test
  void aThreadThatDiesTakesTheProcessWithIt() throws Exception {
    Process process = running("loses-a-thread");
    assertThat(statusOf(process)).isEqualTo(1);
    assertThat(stderr(process))
        .startsWith("wherry: internal error: java.lang.IllegalStateException: lost at io.wherry.")
        .endsWith("; rerun with --debug and report it\n")
        .hasLineCount(1);
  }

  private Process running(String manner) throws Exception {
    var command = new ArrayList<String>();
    // Where the tests were started in the background, a shell made them ignore SIGINT.
    if (new ProcessBuilder("env", "--default-signal=INT,HUP", "true").start().waitFor() == 0) {
      command.addAll(List.of("env", "--default-signal=INT,HUP"));
    }
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EndlessRun.class.getName(), manner));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("running");
    return process;
  }

  private static void send(String signal, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor())
        .isZero();
  }

  private static int statusOf(Process process) throws Exception {
    assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String stderr(Process process) throws Exception {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
