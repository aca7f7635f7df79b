package io.wherry.kinesis;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What requests are signed with: what the AWS default chain finds. A stand-in on this machine
/// wants a signature too, but by nobody in particular, so there no account is needed, and the
/// chain's last link, a network address that answers only inside AWS, is not waited for.
final class KinesisCredentials {
  private static final AwsBasicCredentials NOBODY = AwsBasicCredentials.create("local", "local");

  private KinesisCredentials() {}

  /// @throws KinesisException when there are none
  static AwsCredentialsProvider of(KinesisOptions options) {
    if (options.isOnThisMachine()) {
      return AwsCredentialsProviderChain.of(
          SystemPropertyCredentialsProvider.create(),
          EnvironmentVariableCredentialsProvider.create(),
          ProfileCredentialsProvider.create(),
          StaticCredentialsProvider.create(NOBODY));
    }
    AwsCredentialsProvider provider = DefaultCredentialsProvider.builder().build();
    try {
      provider.resolveCredentials();
      return provider;
    } catch (SdkClientException e) {
      throw new KinesisException(KinesisErrors.noCredentials(), e);
    }
  }
}
