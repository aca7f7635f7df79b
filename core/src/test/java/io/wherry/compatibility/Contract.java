package io.wherry.compatibility;

import software.amazon.awssdk.services.kinesis.KinesisClient;

/// A part of what Kinesis promises, to be asked of one service in one form of the API.
interface Contract {
  Service service();

  Wire wire();

  default KinesisClient client() {
    return service().client();
  }
}
