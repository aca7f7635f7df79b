package io.wherry.consumer;

import io.wherry.server.KinesisLocal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/// On the emulator that is not ours.
@Tag("server")
class KinesisLocalReaderTest extends StreamReaderContract {
  @SuppressWarnings("NullAway.Init")
  private static KinesisLocal service;

  @BeforeAll
  static void start() {
    service = KinesisLocal.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  String endpoint() {
    return service.endpoint();
  }
}
