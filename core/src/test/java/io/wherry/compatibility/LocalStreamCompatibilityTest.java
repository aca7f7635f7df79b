package io.wherry.compatibility;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The stream on one machine does all that the API reference says and this suite asks for.
class LocalStreamCompatibilityTest extends KinesisContract implements TenMebibytesContract {
  private static final Duration TICK = Duration.ofMillis(10);

  private static LocalStream stream;

  @BeforeAll
  static void start() {
    stream = LocalStream.start(LocalStreamOptions.defaults().withThrottling(false));
  }

  @AfterAll
  static void stop() {
    stream.close();
  }

  @Override
  Service open(Wire wire) {
    return new Service(stream.endpoint(), wire, TICK, Set.of(), Map.of());
  }
}
