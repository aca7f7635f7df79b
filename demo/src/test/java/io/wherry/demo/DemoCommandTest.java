package io.wherry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.app.Command;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  @Test
  void theProgramFindsIt() {
    assertThat(ServiceLoader.load(Command.class)).map(Command::name).contains("demo");
  }

  @Test
  void aTimeHasAUnit() {
    assertThat(DemoCommand.duration("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(DemoCommand.duration("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(DemoCommand.duration("1h")).isEqualTo(DemoCommand.FOR_MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "0s", "2h", "3601s", "-1s", "soon", "1d"})
  void anotherTimeIsRefused(String text) {
    assertThatThrownBy(() -> DemoCommand.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a time from 1s to 1h, like 30s or 2m");
  }

  @Test
  void aSystemWithoutItsMariaDbIsNamed() {
    assertThat(MariaDbFiles.system("Linux", "amd64")).isEqualTo("linux");
    assertThat(MariaDbFiles.system("Mac OS X", "aarch64")).isEqualTo("osx");
    assertThatThrownBy(() -> MariaDbFiles.system("Linux", "aarch64"))
        .isInstanceOf(DemoException.class)
        .hasMessage(
            "the demo has no MariaDB for Linux on aarch64: it runs on Linux on x86-64 and on macOS"
                + " on Apple silicon; follow a server of your own with wherry run");
  }
}
