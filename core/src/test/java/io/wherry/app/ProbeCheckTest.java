package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeCheckTest {
  // Beyond the assumption the guarantee ends, and the user must hear it.
  @Test
  void aStreamThatIsSlowerThanAssumedIsTold() {
    Duration assumed = Duration.ofSeconds(1);
    assertThat(
            ProbeCheck.within("READ_LAG", "seen %d ms of %d ms", assumed.minusMillis(1), assumed))
        .isEqualTo(Finding.ok("READ_LAG", "seen 999 ms of 1000 ms"));
    assertThat(ProbeCheck.within("READ_LAG", "seen %d ms of %d ms", assumed, assumed))
        .isEqualTo(
            Finding.warn(
                "READ_LAG",
                "seen 1000 ms of 1000 ms: after a crash or a timeout a row may come twice"));
  }
}
