package io.wherry.compatibility;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every service that says it is Kinesis has to do, in both forms of the API. Source: Amazon
/// Kinesis Data Streams API Reference, the pages of the calls that the tests make.
@ParameterizedClass(name = "{0}")
@EnumSource(Wire.class)
abstract class KinesisContract
    implements StreamsContract, PutContract, ReadContract, ReshardContract, RefusalContract {
  @Parameter Wire wire = Wire.CBOR;

  private Service service;

  /// A client of the service.
  abstract Service open(Wire wire);

  @BeforeEach
  void open() {
    service = open(wire);
  }

  @AfterEach
  void close() {
    service.deleteStreams();
    service.close();
  }

  @Override
  public Service service() {
    return service;
  }

  @Override
  public Wire wire() {
    return wire;
  }
}
