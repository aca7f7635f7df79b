package io.wherry.compatibility;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every service that says it is Kinesis has to do, in both forms of the API. Source: Amazon
/// Kinesis Data Streams API Reference, the pages of the calls that the tests make.
@ParameterizedClass(name = "{0}")
@EnumSource(Wire.class)
abstract class KinesisContract
    implements StreamsContract, PutContract, ReadContract, ReshardContract, RefusalContract {
  private static @Nullable AutoCloseable server;
  private static @Nullable Service service;

  private final Wire wire;

  KinesisContract(Wire wire) {
    this.wire = wire;
  }

  /// Says what is under test from now on.
  static void ask(AutoCloseable newServer, Service newService) {
    server = newServer;
    service = newService;
  }

  @AfterParameterizedClassInvocation
  static void close() throws Exception {
    Objects.requireNonNull(service).close();
    Objects.requireNonNull(server).close();
  }

  @AfterEach
  void leaveNothing() {
    service().deleteStreams();
  }

  @Override
  public Service service() {
    return Objects.requireNonNull(service);
  }

  @Override
  public Wire wire() {
    return wire;
  }
}
