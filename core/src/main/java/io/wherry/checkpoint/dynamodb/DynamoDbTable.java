package io.wherry.checkpoint.dynamodb;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// The table, and the calls of its client with their lines.
final class DynamoDbTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbTable.class);

  /// How long a new table may take to be there.
  private static final Duration CREATE_TIME = Duration.ofMinutes(1);

  private static final Duration POLL = Duration.ofMillis(200);

  /// How long a call may take before the lease is taken, with its retries.
  private static final Duration CALL_TIME = Duration.ofSeconds(20);

  /// Shares of a lease's life: one attempt of a holder's call, and the call with its retries.
  private static final int ATTEMPTS = 3;

  private static final int CALLS = 2;

  private static final AwsBasicCredentials NOBODY = AwsBasicCredentials.create("local", "local");

  private final DynamoDbOptions options;
  private final DynamoDbClient client;
  private final DynamoDbErrors errors;

  /// @throws CheckpointException when no region or no credentials are found
  DynamoDbTable(DynamoDbOptions options) {
    this.options = options;
    Region region = region(options);
    String where = options.endpoint() == null ? region.id() : options.endpoint().toString();
    errors = new DynamoDbErrors(options.place(), where);
    boolean named = !options.isOnThisMachine();
    client =
        DynamoDbClient.builder()
            .region(region)
            .endpointOverride(options.endpoint())
            .credentialsProvider(credentials(options))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .proxyConfiguration(
                        ProxyConfiguration.builder()
                            .useSystemPropertyValues(named)
                            .useEnvironmentVariableValues(named)
                            .build()))
            .overrideConfiguration(o -> o.apiCallTimeout(CALL_TIME))
            .build();
  }

  private static Region region(DynamoDbOptions options) {
    if (options.region() != null) {
      return Region.of(options.region());
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      if (options.isOnThisMachine()) {
        return Region.US_EAST_1; // whatever the stand-in there believes to be
      }
      throw new CheckpointException(
          "checkpoint %s: no AWS region found: add --checkpoint.region=REGION or set AWS_REGION"
              .formatted(options.place()),
          e);
    }
  }

  private static AwsCredentialsProvider credentials(DynamoDbOptions options) {
    return options.isOnThisMachine()
        ? AwsCredentialsProviderChain.of(
            SystemPropertyCredentialsProvider.create(),
            EnvironmentVariableCredentialsProvider.create(),
            ProfileCredentialsProvider.create(),
            StaticCredentialsProvider.create(NOBODY))
        : DefaultCredentialsProvider.builder().build();
  }

  /// For the calls that keep the lease: they must be over before it is.
  AwsRequestOverrideConfiguration withinLease() {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallAttemptTimeout(options.leaseLife().dividedBy(ATTEMPTS))
        .apiCallTimeout(options.leaseLife().dividedBy(CALLS))
        .build();
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return options.table();
  }

  /// Makes a call and translates what it throws.
  ///
  /// @param action the IAM action of the call
  <T> T call(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw errors.translate(e, action);
    }
  }

  /// An item as it is now; empty when there is none.
  ///
  /// @throws CheckpointException when it cannot be read
  Map<String, AttributeValue> get(String id) {
    return call(
        "dynamodb:GetItem",
        () ->
            client
                .getItem(r -> r.tableName(name()).key(LeaseItem.key(id)).consistentRead(true))
                .item());
  }

  /// Changes the lease if it is as demanded.
  ///
  /// @param condition what must be true of it
  /// @param within how long the call may take; null for as long as any other
  /// @return the lease as it is then; empty when the condition is not true
  /// @throws CheckpointException when it cannot be changed for another reason
  Optional<LeaseItem> changeLease(
      String expression,
      String condition,
      Map<String, AttributeValue> values,
      @Nullable AwsRequestOverrideConfiguration within) {
    try {
      return Optional.of(
          LeaseItem.of(
              call(
                  "dynamodb:UpdateItem",
                  () ->
                      client
                          .updateItem(r ->
                              r.tableName(name())
                                  .key(LeaseItem.key(options.name()))
                                  .updateExpression(expression)
                                  .conditionExpression(condition)
                                  .expressionAttributeValues(values)
                                  .returnValues(ReturnValue.ALL_NEW)
                                  .overrideConfiguration(within))
                          .attributes())));
    } catch (CheckpointException e) {
      if (e.getCause() instanceof ConditionalCheckFailedException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Makes sure that there is the table; one that is missing is created, billed by request.
  void ensure() {
    if (status() == null) {
      create();
      LOG.info("checkpoint {}: table {} is created", options.place(), name());
    }
    long deadline = System.nanoTime() + CREATE_TIME.toNanos();
    TableStatus status = status();
    while (status == null || status == TableStatus.CREATING) {
      if (System.nanoTime() - deadline > 0) {
        throw errors.line(
            Kind.REFUSED,
            "the table is not there %d s after it was created: start again when it is ACTIVE"
                .formatted(CREATE_TIME.toSeconds()),
            null);
      }
      pause(POLL);
      status = status();
    }
  }

  /// Whether it is there.
  boolean exists() {
    return status() != null;
  }

  private @Nullable TableStatus status() {
    try {
      return client.describeTable(r -> r.tableName(name())).table().tableStatus();
    } catch (ResourceNotFoundException e) {
      return null;
    } catch (SdkException e) {
      throw errors.translate(e, "dynamodb:DescribeTable");
    }
  }

  private void create() {
    var id =
        AttributeDefinition.builder()
            .attributeName(LeaseItem.ID)
            .attributeType(ScalarAttributeType.S)
            .build();
    var key = KeySchemaElement.builder().attributeName(LeaseItem.ID).keyType(KeyType.HASH).build();
    call(
        "dynamodb:CreateTable",
        () -> {
          try {
            return client
                .createTable(r ->
                    r.tableName(name())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(List.of(id))
                        .keySchema(List.of(key)))
                .toString();
          } catch (ResourceInUseException e) {
            return ""; // somebody else has just created it
          }
        });
  }

  /// Waits.
  ///
  /// @throws CheckpointException when it is interrupted
  void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CheckpointException("checkpoint " + options.place() + ": interrupted", null);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
