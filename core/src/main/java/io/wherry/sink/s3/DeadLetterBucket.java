package io.wherry.sink.s3;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.Digest;
import io.wherry.sink.SinkException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Each record is one object, whose name is made of the event's identity: an event that is written
/// once more, after a crash, overwrites the same object. S3 answers when the object is durable.
///
/// Objects travel whole, under a signature of all their bytes, and not in signed chunks with a
/// checksum behind, the SDK's default: stores that only speak like S3 keep those chunks' frames as
/// part of the object (seen).
public final class DeadLetterBucket implements DeadLetter {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(2);

  /// How long nothing may arrive while an answer is awaited.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /// How long a look at the bucket may take.
  private static final Duration LOOK_TIME = Duration.ofSeconds(20);

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final BucketOptions options;
  private final S3Errors errors;
  private final S3Client s3;

  /// @throws SinkException when no region is found
  public DeadLetterBucket(BucketOptions options) {
    this.options = options;
    errors = new S3Errors(options);
    boolean isOnThisMachine =
        options.endpoint() != null
            && options.endpoint().getHost().matches("localhost|127\\..*|\\[::1]");
    S3ClientBuilder builder =
        S3Client.builder()
            .region(region())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .connectionTimeout(CONNECT_TIME)
                    .socketTimeout(SILENCE)
                    .proxyConfiguration(
                        ProxyConfiguration.builder()
                            .useSystemPropertyValues(!isOnThisMachine)
                            .useEnvironmentVariableValues(!isOnThisMachine)
                            .build()))
            .overrideConfiguration(o ->
                o.retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                    .apiCallTimeout(WRITE_TIME));
    s3 =
        options.endpoint() == null
            ? builder.crossRegionAccessEnabled(true).build()
            : builder.endpointOverride(options.endpoint()).forcePathStyle(true).build();
  }

  private Region region() {
    if (options.region() != null) {
      return Region.of(options.region());
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      if (options.endpoint() != null) {
        return Region.US_EAST_1; // what stores that only speak like S3 take for theirs
      }
      throw new SinkException(
          "dead letter %s: no AWS region found: add --sink.region=REGION or set AWS_REGION"
              .formatted(options),
          e);
    }
  }

  /// Asks for the bucket. Whoever may only write there gets no answer to that, which is no error.
  ///
  /// @throws SinkException when it is not there, or nobody answers
  public void look() {
    try {
      s3.headBucket(
          b -> b.bucket(options.bucket()).overrideConfiguration(o -> o.apiCallTimeout(LOOK_TIME)));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        throw errors.noBucket(e);
      }
      if (e.statusCode() != FORBIDDEN) {
        throw errors.translate(e, "s3:ListBucket");
      }
    } catch (SdkException e) {
      throw errors.translate(e, "s3:ListBucket");
    }
  }

  /// Writes a small object and deletes it.
  ///
  /// @return what can be said of it, in one line
  /// @throws SinkException when it cannot be written
  public String probe() {
    String key = options.prefix() + "wherry-check";
    try {
      put(key, ByteSlice.utf8("{}\n"), LOOK_TIME);
    } catch (SdkException e) {
      throw errors.translate(e, "s3:PutObject");
    }
    try {
      s3.deleteObject(d ->
          d.bucket(options.bucket())
              .key(key)
              .overrideConfiguration(o -> o.apiCallTimeout(LOOK_TIME)));
      return "an object was written to %s and deleted".formatted(options);
    } catch (SdkException _) {
      return "an object was written, %s; it could not be deleted".formatted(options.url(key));
    }
  }

  @Override
  public Outcome write(Digest id, ByteSlice record) {
    String key = options.prefix() + id.hex() + ".json";
    try {
      put(key, record, WRITE_TIME);
      return new Outcome.Kept(new DeadLetterPlace.AsObject(options.url(key)));
    } catch (SdkException e) {
      if (errors.mayPass(e)) {
        return new Outcome.Later(errors.line(e, "s3:PutObject"));
      }
      throw errors.translate(e, "s3:PutObject");
    }
  }

  private void put(String key, ByteSlice record, Duration atMost) {
    var bytes = new ByteArrayInputStream(record.array(), record.offset(), record.length());
    s3.putObject(
        p ->
            p.bucket(options.bucket())
                .key(key)
                .contentType("application/json")
                .overrideConfiguration(o -> o.apiCallTimeout(atMost)),
        RequestBody.fromInputStream(bytes, record.length()));
  }

  @Override
  public void close() {
    s3.close();
  }
}
