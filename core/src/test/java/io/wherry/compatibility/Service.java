package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// A Kinesis API under test, by the AWS SDK's blocking client, which retries nothing here.
final class Service implements AutoCloseable {
  /// Tests share a service; no two streams ever have one name.
  private static final AtomicInteger STREAMS = new AtomicInteger();

  private final Duration tick;
  private final Set<Difference> differences;
  private final Map<String, String> refusesOtherwise;
  private final ContentTypes contentTypes = new ContentTypes();
  private final KinesisClient client;
  private final List<TestStream> streams = new ArrayList<>();

  /// @param wire the form in which the API is spoken
  /// @param tick the resolution of its clock
  /// @param differences where it is known not to do what the API reference says
  /// @param refusesOtherwise the error of each mistake where it is known to be another than the
  ///   reference says
  Service(
      URI endpoint,
      Wire wire,
      Duration tick,
      Set<Difference> differences,
      Map<String, String> refusesOtherwise) {
    this.tick = tick;
    this.differences = differences;
    this.refusesOtherwise = refusesOtherwise;
    client = wire.client(() -> client(endpoint, contentTypes));
  }

  private static KinesisClient client(URI endpoint, ContentTypes contentTypes) {
    return KinesisClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(o ->
            o.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(contentTypes))
        .build();
  }

  /// The content type of the last request and of its answer.
  private static final class ContentTypes implements ExecutionInterceptor {
    private volatile List<String> last = List.of();

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes unused) {
      last =
          List.of(
              context.httpRequest().firstMatchingHeader("Content-Type").orElse(""),
              context.httpResponse().firstMatchingHeader("Content-Type").orElse(""));
    }
  }

  KinesisClient client() {
    return client;
  }

  /// The content types of the last request and of its answer.
  List<String> contentTypes() {
    return contentTypes.last;
  }

  /// A name no stream has had.
  static String freshName() {
    return "stream-%03d".formatted(STREAMS.incrementAndGet());
  }

  /// A new stream, active.
  TestStream create(int shards) {
    String name = freshName();
    client.createStream(r -> r.streamName(name).shardCount(shards));
    var stream = new TestStream(client, name);
    streams.add(stream);
    stream.awaitActive();
    return stream;
  }

  /// Checks what the API reference says; on a service known to differ there, that it still does, so
  /// that the list of differences does not outlive them.
  void asTheReferenceSays(Difference known, ThrowingCallable check) throws Throwable {
    if (differences.contains(known)) {
      assertThatThrownBy(check).as("%s: no difference any more", known).isNotNull();
    } else {
      check.call();
    }
  }

  /// Waits until its clock has moved on.
  void tick() {
    TestStream.pause(tick);
  }

  Map<String, String> refusesOtherwise() {
    return refusesOtherwise;
  }

  /// Deletes the streams of a test.
  void deleteStreams() {
    streams.forEach(TestStream::delete);
    streams.clear();
  }

  @Override
  public void close() {
    client.close();
  }
}
