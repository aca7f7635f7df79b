package io.wherry.compatibility;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// The two forms in which the API is spoken. The SDK for Java prefers CBOR, all others use JSON.
enum Wire {
  CBOR("application/x-amz-cbor-1.1"),
  JSON("application/x-amz-json-1.1");

  private final String contentType;

  Wire(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /// A client that speaks it. The SDK reads the property when the client is built, and offers no
  /// other way.
  KinesisClient client(Supplier<KinesisClient> build) {
    System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), String.valueOf(this == CBOR));
    try {
      return build.get();
    } finally {
      System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
    }
  }
}
