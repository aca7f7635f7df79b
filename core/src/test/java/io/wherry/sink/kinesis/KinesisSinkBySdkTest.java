package io.wherry.sink.kinesis;

import io.wherry.kinesis.KinesisOptions;
import org.junit.jupiter.api.Tag;

/// The same sink with the AWS SDK's client under it: the reference.
@Tag("server")
class KinesisSinkBySdkTest extends KinesisSinkTest {
  @Override
  KinesisOptions.Transport transport() {
    return KinesisOptions.Transport.SDK;
  }
}
