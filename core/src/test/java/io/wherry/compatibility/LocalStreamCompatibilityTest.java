package io.wherry.compatibility;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/// The stream on one machine does all that the API reference says and this suite asks for.
class LocalStreamCompatibilityTest extends KinesisContract implements TenMebibytesContract {
  private static final Duration TICK = Duration.ofMillis(10);

  LocalStreamCompatibilityTest(Wire wire) {
    super(wire);
  }

  @BeforeParameterizedClassInvocation
  static void start(Wire wire) {
    var local = LocalStream.start(LocalStreamOptions.defaults().withThrottling(false));
    ask(local, new Service(local.endpoint(), wire, TICK, Set.of(), Map.of()));
  }
}
