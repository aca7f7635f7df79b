package io.wherry.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void theProgramsPage(String word) throws IOException {
    Trial trial = Trial.of(word);
    assertThat(trial.out()).isEqualTo(page("help.txt"));
    assertThat(trial.err()).isEmpty();
    assertThat(trial.status).isZero();
  }

  @Test
  void theCommandsPage() throws IOException {
    Trial trial = Trial.of("run", "--help");
    assertThat(trial.out()).isEqualTo(page("help-run.txt"));
    assertThat(trial.status).isZero();
    assertThat(Trial.of("help", "run").out()).isEqualTo(trial.out());
  }

  @Test
  void thePageOfTheLocalStream() throws IOException {
    assertThat(Trial.of("local-stream", "--help").out()).isEqualTo(page("help-local-stream.txt"));
  }

  // Who asks for help in the middle of a line that is wrong wants help.
  @Test
  void helpComesBeforeErrors() {
    Trial trial = Trial.of("check", "--zzz", "--help");
    assertThat(trial.out()).startsWith("Usage: wherry check [OPTIONS]\n\nSay what is wrong");
    assertThat(trial.err()).isEmpty();
  }

  // A line that wraps by itself breaks the layout of an 80-column terminal.
  @Test
  void pagesFitATerminal() {
    for (String words : new String[] {"--help", "run --help", "local-stream --help"}) {
      String page = Trial.of(words.split(" ", -1)).out();
      assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void theVersionIsOneLine(String word) {
    assertThat(Trial.of(word).out()).isEqualTo("wherry " + Version.text() + "\n");
  }

  private static String page(String name) throws IOException {
    try (var in = requireNonNull(HelpTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
