package io.wherry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.app.Command;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  /// Else `wherry bench` says that it is not in this distribution.
  @Test
  void theCommandIsFound() {
    assertThat(ServiceLoader.load(Command.class)).extracting(Command::name).contains("bench");
  }

  /// A benchmark that nobody starts for months must still run when it is needed.
  @Test
  void theLocalStreamIsMeasuredInBothForms() throws InterruptedException {
    var out = new ByteArrayOutputStream();
    new LocalStreamBenchmark()
        .run(
            new Rounds(1, Duration.ofMillis(50), 2, () -> false),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allSatisfy(line ->
            assertThat(line)
                .matches(
                    "local-stream (CBOR|JSON) \\d+ B: [1-9][\\d,]* records/s, .*"
                        + " \\(median of 1: .*\\)"));
  }
}
