package io.wherry.consumer;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On our own stand-in, with the service's limits on.
class LocalStreamReaderTest extends StreamReaderContract {
  @SuppressWarnings("NullAway.Init")
  private static LocalStream service;

  @BeforeAll
  static void start() {
    service = LocalStream.start(LocalStreamOptions.defaults());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  String endpoint() {
    return service.endpoint().toString();
  }
}
