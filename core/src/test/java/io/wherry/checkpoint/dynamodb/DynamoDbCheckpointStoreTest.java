package io.wherry.checkpoint.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.LeasedStoreContract;
import io.wherry.checkpoint.Patience;
import io.wherry.checkpoint.Seen;
import io.wherry.server.DynamoDb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.BillingModeSummary;

@Tag("server")
class DynamoDbCheckpointStoreTest extends LeasedStoreContract {
  private static final String TABLE = "checkpoints";
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static DynamoDb dynamoDb;
  private static DynamoDbClient client;

  private final String name = "test-" + NAMES.incrementAndGet();
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void start() {
    dynamoDb = DynamoDb.start();
    client = dynamoDb.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamoDb.close();
  }

  private DynamoDbOptions options(String table) {
    return new DynamoDbOptions(table, name, dynamoDb.endpoint(), "us-east-1", LIFE);
  }

  @Override
  protected CheckpointStore open(LongSupplier nanoTime) {
    return DynamoDbCheckpointStore.open(options(TABLE), nanoTime, said::add, Patience.NONE);
  }

  @Override
  protected Optional<Seen> look() {
    return DynamoDbCheckpointStore.look(options(TABLE));
  }

  private Map<String, AttributeValue> item(String id) {
    return client.getItem(r -> r.tableName(TABLE).key(LeaseItem.key(id))).item();
  }

  @Override
  protected byte[] stored(String document) {
    return Objects.requireNonNull(item(name + "/" + document).get("text")).s().getBytes(UTF_8);
  }

  @Override
  protected void damage(String document, byte[] bytes) {
    Map<String, AttributeValue> item = new HashMap<>(LeaseItem.key(name + "/" + document));
    item.put("text", AttributeValue.fromS(new String(bytes, UTF_8)));
    client.putItem(r -> r.tableName(TABLE).item(item));
  }

  @Override
  protected void giveTo(String holder) {
    client.updateItem(r ->
        r.tableName(TABLE)
            .key(LeaseItem.key(name))
            .updateExpression("SET epoch = epoch + :one, holder = :holder")
            .expressionAttributeValues(
                Map.of(":one", LeaseItem.number(1), ":holder", AttributeValue.fromS(holder))));
  }

  // A holder that dies says nothing: its lease must end by itself, and its epoch with it.
  @Test
  void aHolderThatShowsNoLifeIsReplacedAfterItsLease() {
    open().close();
    client.updateItem(r ->
        r.tableName(TABLE)
            .key(LeaseItem.key(name))
            .updateExpression("SET held = :true, holder = :holder, life = :life")
            .expressionAttributeValues(
                Map.of(
                    ":true",
                    AttributeValue.fromBool(true),
                    ":holder",
                    AttributeValue.fromS("db7 process 4711"),
                    ":life",
                    LeaseItem.number(1_000))));
    long epoch = LeaseItem.of(item(name)).epoch();
    long began = System.nanoTime();
    try (CheckpointStore store = open()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
      assertThat(LeaseItem.of(item(name)).epoch()).isEqualTo(epoch + 1);
      store.save(NAME, "taken over");
    }
    assertThat(said)
        .contains(
            "checkpoint dynamodb:checkpoints/%s: another run (db7 process 4711) holds it: watching"
                    .formatted(name)
                + " for 1.0 s whether it is alive");
  }

  @Test
  void aMissingTableIsCreatedAndItsDocumentsAreReadable() {
    try (CheckpointStore store = open()) {
      store.save(NAME, "clean=false\n");
    }
    assertThat(client.describeTable(r -> r.tableName(TABLE)).table().billingModeSummary())
        .extracting(BillingModeSummary::billingMode)
        .isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(new String(stored(NAME), UTF_8))
        .startsWith("wherry checkpoint 1 checkpoint\nclean=false\n\ncrc32c ");
  }

  // A request that is late, from before its sender was replaced or from before the save behind it,
  // must not bring an older checkpoint back.
  @Test
  void aWriteThatComesLateChangesNothing() {
    try (CheckpointStore store = open()) {
      store.save(NAME, "one");
      client.updateItem(r ->
          r.tableName(TABLE)
              .key(LeaseItem.key(name))
              .updateExpression("SET generation = :later")
              .expressionAttributeValues(Map.of(":later", LeaseItem.number(1_000))));
      assertThatThrownBy(() -> store.save(NAME, "late")).isInstanceOf(CheckpointException.class);
      assertThat(new String(stored(NAME), UTF_8)).contains("one");
    }
  }

  // The service's own kind of a full disk: the table is gone.
  @Test
  void aTableThatIsGoneIsNamed() {
    String table = "short-lived";
    try (CheckpointStore store =
        DynamoDbCheckpointStore.open(options(table), System::nanoTime, said::add, Patience.NONE)) {
      store.save(NAME, "one");
      client.deleteTable(r -> r.tableName(table));
      assertThatThrownBy(() -> store.save(NAME, "two"))
          .isInstanceOf(CheckpointException.class)
          .message()
          .startsWith(
              "checkpoint dynamodb:short-lived/%s: dynamodb:PutItem failed, ".formatted(name))
          .contains("ResourceNotFoundException")
          .doesNotContain("\n");
    }
  }

  @Test
  void anEndpointWhereNobodyListensIsNamed() {
    var options =
        new DynamoDbOptions(TABLE, name, URI.create("http://127.0.0.1:9"), "us-east-1", LIFE);
    assertThatThrownBy(
            () -> DynamoDbCheckpointStore.open(options, System::nanoTime, said::add, Patience.NONE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "checkpoint dynamodb:checkpoints/%s: cannot reach DynamoDB at http://127.0.0.1:9:"
                .formatted(name))
        .hasMessageEndingWith(": check the network and --checkpoint.endpoint");
  }
}
