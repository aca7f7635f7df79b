package io.wherry.kinesis;

/// Puts by the AWS SDK's client.
class SdkPutTest extends PutsContract {
  @Override
  KinesisOptions.Transport transport() {
    return KinesisOptions.Transport.SDK;
  }
}
