package io.wherry.checkpoint.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.DocumentText;
import io.wherry.checkpoint.Holder;
import io.wherry.checkpoint.Lease;
import io.wherry.checkpoint.Patience;
import io.wherry.checkpoint.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Documents in the items of a DynamoDB table, beside a [LeaseItem] that says who may write.
///
/// A holder renews its lease; one whose lease does not move for its life is dead, and the next run
/// takes it with the next epoch ([Takeover]). Each write is a transaction that demands the writer's
/// own epoch, so one that comes late, from a process that slept, changes nothing.
///
/// ```java
/// var options = new DynamoDbOptions("wherry", "orders", null, "eu-west-1", Lease.LIFE);
/// CheckpointStore store =
///     DynamoDbCheckpointStore.open(options, System::nanoTime, say, Patience.NONE);
/// ```
public final class DynamoDbCheckpointStore implements CheckpointStore {
  private static final String TEXT = "text";
  private static final String OURS = "epoch = :epoch AND held = :true";

  private final DynamoDbOptions options;
  private final DynamoDbTable table;
  private final Lease lease;
  private final long epoch;

  /// One write at a time, so that none of ours is in the way of another.
  private final ReentrantLock writing = new ReentrantLock();

  private long generation;
  private volatile String newest;

  private DynamoDbCheckpointStore(
      DynamoDbOptions options, DynamoDbTable table, LeaseItem taken, Lease lease) {
    this.options = options;
    this.table = table;
    this.lease = lease;
    epoch = taken.epoch();
    generation = taken.generation();
    newest = taken.newest();
  }

  /// Takes the checkpoint; waits one life of the lease when its holder may be dead.
  ///
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @param say takes a line when there is something to wait for
  /// @param patience with another run that lives
  /// @throws CheckpointException when another run holds it and lives, or the table cannot be used
  public static CheckpointStore open(
      DynamoDbOptions options, LongSupplier nanoTime, Consumer<String> say, Patience patience) {
    var table = new DynamoDbTable(options);
    boolean opened = false;
    try {
      table.ensure();
      LeaseItem taken = new Takeover(options, table, nanoTime, say).take(patience);
      // Counted from now on it would be too long by the time that the answer took: renewed at once.
      var lease = new Lease(options.place(), options.leaseLife(), nanoTime.getAsLong(), nanoTime);
      var store = new DynamoDbCheckpointStore(options, table, taken, lease);
      lease.insist(store::renew);
      lease.keep(store::renew);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        table.close();
      }
    }
  }

  /// Looks without taking it.
  ///
  /// @return nothing when the table is not there
  /// @throws CheckpointException when the table cannot be read, or holds no good document
  public static Optional<Seen> look(DynamoDbOptions options) {
    try (var table = new DynamoDbTable(options)) {
      if (!table.exists()) {
        return Optional.empty();
      }
      LeaseItem lease = LeaseItem.of(table.get(options.name()));
      byte[] stored = stored(table, options.name() + "/" + MAIN);
      return Optional.of(
          new Seen(
              stored == null ? Optional.empty() : Optional.of(document(options, MAIN, stored)),
              lease.held() ? Holder.shown(lease.holder()) : null));
    }
  }

  private String id(String name) {
    return options.name() + "/" + name;
  }

  private String place(String name) {
    return place(options, name);
  }

  private static String place(DynamoDbOptions options, String name) {
    return name.equals(MAIN) ? options.place() : options.place() + "/" + name;
  }

  @Override
  public Optional<String> load(String name) {
    byte[] stored = stored(table, id(name));
    return stored == null ? Optional.empty() : Optional.of(document(options, name, stored));
  }

  private static String document(DynamoDbOptions options, String name, byte[] stored) {
    try {
      return DocumentText.read(name, stored);
    } catch (DocumentText.Unreadable e) {
      throw new CheckpointException(
          "checkpoint %s: %s: put back a good copy of the item %s, or delete it and give --start"
              .formatted(place(options, name), e.getMessage(), options.name() + "/" + name),
          e);
    }
  }

  /// What is there under the name, whatever it is; null when there is nothing.
  private static byte @Nullable [] stored(DynamoDbTable table, String id) {
    Map<String, AttributeValue> item = table.get(id);
    if (item.isEmpty()) {
      return null;
    }
    AttributeValue text = item.get(TEXT);
    return text == null || text.s() == null ? new byte[0] : text.s().getBytes(UTF_8);
  }

  @Override
  public boolean isNewest() {
    byte[] stored = stored(table, id(MAIN));
    return stored != null && DocumentText.mark(stored).equals(newest);
  }

  @Override
  public void save(String name, String document) {
    byte[] stored = DocumentText.write(place(name), name, document);
    Map<String, AttributeValue> item = new HashMap<>(LeaseItem.key(id(name)));
    item.put(TEXT, AttributeValue.fromS(new String(stored, UTF_8)));
    var put = Put.builder().tableName(table.name()).item(item).build();
    String mark = name.equals(MAIN) ? DocumentText.mark(stored) : null;
    write("dynamodb:PutItem", mark, TransactWriteItem.builder().put(put).build());
    if (mark != null) {
      newest = mark;
    }
  }

  @Override
  public void delete(String name) {
    var delete = Delete.builder().tableName(table.name()).key(LeaseItem.key(id(name))).build();
    write("dynamodb:DeleteItem", null, TransactWriteItem.builder().delete(delete).build());
  }

  /// Writes and proves in one step that we may.
  ///
  /// @param mark of the checkpoint that is written; null for another document
  private void write(String action, @Nullable String mark, TransactWriteItem what) {
    writing.lock();
    try {
      generation++;
      TransactWriteItem proof = TransactWriteItem.builder().update(proof(mark)).build();
      lease.insist(() -> transact(action, proof, what));
    } finally {
      writing.unlock();
    }
  }

  private Update proof(@Nullable String mark) {
    Map<String, AttributeValue> values = ours();
    values.put(":generation", LeaseItem.number(generation));
    String set = "SET generation = :generation";
    if (mark != null) {
      values.put(":mark", AttributeValue.fromS(mark));
      set += ", newest = :mark";
    }
    return Update.builder()
        .tableName(table.name())
        .key(LeaseItem.key(options.name()))
        .updateExpression(set)
        .conditionExpression(OURS + " AND generation <= :generation")
        .expressionAttributeValues(values)
        .build();
  }

  private Map<String, AttributeValue> ours() {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":epoch", LeaseItem.number(epoch));
    values.put(":true", AttributeValue.fromBool(true));
    return values;
  }

  private void transact(String action, TransactWriteItem proof, TransactWriteItem what) {
    try {
      table.call(
          action,
          () ->
              table
                  .client()
                  .transactWriteItems(r ->
                      r.transactItems(proof, what).overrideConfiguration(table.withinLease())));
    } catch (CheckpointException e) {
      if (e.getCause() instanceof TransactionCanceledException canceled
          && DynamoDbErrors.isConditionOfLease(canceled)) {
        throw takenOver();
      }
      throw e;
    }
  }

  private void renew() {
    writing.lock();
    try {
      Map<String, AttributeValue> values = ours();
      values.put(":one", LeaseItem.number(1));
      update("SET beat = beat + :one", values);
    } finally {
      writing.unlock();
    }
  }

  private void update(String expression, Map<String, AttributeValue> values) {
    if (table.changeLease(expression, OURS, values, table.withinLease()).isEmpty()) {
      throw takenOver();
    }
  }

  private CheckpointException takenOver() {
    LeaseItem by = LeaseItem.of(table.get(options.name()));
    return CheckpointException.takenOver(options.place(), Holder.shown(by.holder()));
  }

  @Override
  public void checkHeld() {
    lease.check();
  }

  /// Says that the lease is free, if the table can be reached: else the next run waits for its end.
  @Override
  public void close() {
    lease.close();
    Map<String, AttributeValue> values = ours();
    values.put(":false", AttributeValue.fromBool(false));
    try (table) {
      update("SET held = :false", values);
    } catch (CheckpointException _) {
      // Nobody can be told; the lease ends by itself.
      return;
    }
  }
}
