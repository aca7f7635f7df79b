package io.wherry.kinesis;

/// What emulators take for credentials, where the SDK's default chain finds it.
public final class TestCredentials {
  private TestCredentials() {}

  public static void set() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "us-east-1");
  }
}
