package io.wherry.kinesis;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/// The API by the AWS SDK's blocking client, but for puts, which travel as the options say. Puts
/// and reads are never retried blindly: a put would be duplicated and reordered, and a shard's
/// limits are waited out by its reader.
///
/// ```java
/// var options = new KinesisOptions("rows", URI.create("http://127.0.0.1:4567"), null);
/// try (KinesisApi kinesis = new SdkKinesis(options)) {
///   kinesis.create(StreamCapacity.parse("4"));
///   kinesis.awaitActive(KinesisLimits.CREATE_TIME);
/// }
/// ```
public final class SdkKinesis implements KinesisApi {
  private static final int CONNECTIONS_MAX = 64;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String stream;
  private final KinesisErrors errors;
  private final SdkHttpClient http;
  private final KinesisClient calls;
  private final KinesisClient once;
  private final Puts puts;
  private volatile @Nullable URI resolved;

  /// @throws KinesisException when no region or no credentials are found
  public SdkKinesis(KinesisOptions options) {
    stream = options.stream();
    Region region = region(options);
    String place = options.endpoint() == null ? region.id() : options.endpoint().toString();
    errors = new KinesisErrors(stream, place);
    AwsCredentialsProvider credentials = KinesisCredentials.of(options);
    http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS_MAX)
            .connectionTimeout(KinesisLimits.CONNECT_TIME)
            .socketTimeout(KinesisLimits.REQUEST_LIFE)
            .proxyConfiguration(proxy(!options.isOnThisMachine()))
            .build();
    calls =
        client(
            options,
            region,
            credentials,
            AwsRetryStrategy.standardRetryStrategy(),
            KinesisLimits.CALL_TIME);
    once =
        client(
            options,
            region,
            credentials,
            AwsRetryStrategy.doNotRetry(),
            KinesisLimits.REQUEST_LIFE);
    resolved = options.endpoint();
    puts =
        switch (options.transport()) {
          case SDK -> new SdkPut(once, stream, errors);
          case LEAN ->
              proxied(options) ? new SdkPut(once, stream, errors) : lean(region, credentials);
        };
  }

  /// The SDK's client knows the ways through proxies.
  private static boolean proxied(KinesisOptions options) {
    return !options.isOnThisMachine() && proxy(true).host() != null;
  }

  private Puts lean(Region region, AwsCredentialsProvider credentials) {
    var wire =
        new LeanPut.Wire(
            stream,
            this::endpoint,
            region.id(),
            credentials::resolveCredentials,
            () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
            KinesisLimits.REQUEST_LIFE,
            InstantSource.system());
    return new LeanPut(wire, errors);
  }

  /// Where the SDK's client goes, whatever tells it to: an option, a profile, FIPS, dual-stack.
  private URI endpoint() {
    if (resolved == null) {
      describe();
    }
    return Objects.requireNonNull(resolved, "the SDK has sent a request");
  }

  private final class Resolved implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (resolved == null) {
        resolved = context.httpRequest().getUri();
      }
    }
  }

  private static Region region(KinesisOptions options) {
    if (options.region() != null) {
      return Region.of(options.region());
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      if (options.isOnThisMachine()) {
        return Region.US_EAST_1; // whatever the stand-in there believes to be
      }
      throw new KinesisException(
          "no AWS region found: add --sink.region=REGION or set AWS_REGION", e);
    }
  }

  /// @param named whether to use a proxy that the environment names; one would look for this
  ///   machine's ports on its own
  private static ProxyConfiguration proxy(boolean named) {
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(named)
        .useEnvironmentVariableValues(named)
        .build();
  }

  private KinesisClient client(
      KinesisOptions options,
      Region region,
      AwsCredentialsProvider credentials,
      RetryStrategy retries,
      Duration life) {
    return KinesisClient.builder()
        .region(region)
        .endpointOverride(options.endpoint())
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(o ->
            o.retryStrategy(retries)
                .apiCallTimeout(life)
                .addExecutionInterceptor(new Resolved())
                .addExecutionInterceptor(new GuardedBody()))
        .build();
  }

  private <T> T call(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw errors.translate(e, action);
    }
  }

  @Override
  public Optional<StreamDescription> describe() {
    return call(
        "kinesis:DescribeStreamSummary",
        () -> {
          try {
            return Optional.of(description(calls.describeStreamSummary(r -> r.streamName(stream))));
          } catch (ResourceNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  private static StreamDescription description(DescribeStreamSummaryResponse answer) {
    StreamDescriptionSummary found = answer.streamDescriptionSummary();
    Integer kibibytes = found.maxRecordSizeInKiB();
    Integer openShards = found.openShardCount();
    Integer hours = found.retentionPeriodHours();
    return new StreamDescription(
        found.streamARN(),
        switch (found.streamStatus()) {
          case CREATING -> StreamDescription.Status.CREATING;
          case DELETING -> StreamDescription.Status.DELETING;
          case UPDATING -> StreamDescription.Status.UPDATING;
          case ACTIVE, UNKNOWN_TO_SDK_VERSION -> StreamDescription.Status.ACTIVE;
        },
        found.streamCreationTimestamp(),
        openShards == null ? -1 : openShards,
        kibibytes == null ? KinesisLimits.RECORD_BYTES : kibibytes << 10,
        hours == null ? KinesisLimits.RETENTION : Duration.ofHours(hours),
        ServiceTime.of(answer).orElse(null));
  }

  @Override
  public void create(StreamCapacity capacity) {
    CreateStreamRequest.Builder request = CreateStreamRequest.builder().streamName(stream);
    switch (capacity) {
      case StreamCapacity.OnDemand onDemand ->
          request.streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND));
      case StreamCapacity.Provisioned provisioned -> request.shardCount(provisioned.shards());
    }
    call(
        "kinesis:CreateStream",
        () -> {
          try {
            return Optional.of(calls.createStream(request.build()));
          } catch (ResourceInUseException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public StreamDescription awaitActive(Duration atMost) {
    return await(atMost, errors::missing);
  }

  @Override
  public StreamDescription awaitReadable(Duration atMost) {
    return await(atMost, errors::missingForReader);
  }

  private StreamDescription await(Duration atMost, Supplier<String> missing) {
    long start = System.nanoTime();
    while (true) {
      StreamDescription found =
          describe().orElseThrow(() -> new KinesisException(missing.get(), null));
      if (found.takesRecords()) {
        return found;
      }
      if (found.status() == StreamDescription.Status.DELETING) {
        throw errors.line("is being deleted: wait for that, then create it again");
      }
      if (System.nanoTime() - start > atMost.toNanos()) {
        throw errors.line(
            "is still %s after %d s: start again when it is ACTIVE"
                .formatted(found.status(), atMost.toSeconds()));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw errors.line("interrupted while waiting for it to become ACTIVE");
      }
    }
  }

  @Override
  public List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest next = ListShardsRequest.builder().streamName(stream).build();
    while (shards.size() < KinesisLimits.SHARDS_MAX) {
      ListShardsRequest request = next;
      ListShardsResponse page = call("kinesis:ListShards", () -> calls.listShards(request));
      for (var shard : page.shards()) {
        shards.add(shard(shard));
      }
      if (page.nextToken() == null) {
        return shards;
      }
      next = ListShardsRequest.builder().nextToken(page.nextToken()).build();
    }
    throw errors.line("has more than " + KinesisLimits.SHARDS_MAX + " shards");
  }

  private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    List<String> parents = new ArrayList<>();
    if (shard.parentShardId() != null) {
      parents.add(shard.parentShardId());
    }
    if (shard.adjacentParentShardId() != null) {
      parents.add(shard.adjacentParentShardId());
    }
    return new Shard(
        shard.shardId(),
        new BigInteger(shard.hashKeyRange().startingHashKey()),
        new BigInteger(shard.hashKeyRange().endingHashKey()),
        parents,
        shard.sequenceNumberRange().endingSequenceNumber() == null);
  }

  @Override
  public ShardReader reader(String shard, ReadFrom from) {
    return new SdkShardReader(
        once, stream, shard, from, errors, this::shards, System::nanoTime, InstantSource.system());
  }

  @Override
  public void put(PutEntries entries, PutOutcomes outcomes) {
    puts.put(entries, outcomes);
  }

  @Override
  public void putInOrder(PutEntries entries, @Nullable String after, PutOutcomes outcomes) {
    puts.putInOrder(entries, after, outcomes);
  }

  @Override
  public void close() {
    puts.close();
    once.close();
    calls.close();
    http.close();
  }
}
