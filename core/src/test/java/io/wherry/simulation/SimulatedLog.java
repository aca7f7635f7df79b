package io.wherry.simulation;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.SampleChange;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.change.Value;
import io.wherry.format.Encoder;
import io.wherry.transform.KeyChangeHalf;
import io.wherry.transform.KeyRule;
import io.wherry.transform.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Transactions on a table with a key and on one without, and the events they are to become.
final class SimulatedLog {
  private static final Column ID = new Column(0, "id", new ColumnType.Int(4, false), false);
  private static final Column V = new Column(1, "v", new ColumnType.Int(4, false), false);
  private static final Column T = new Column(2, "t", new ColumnType.Text("utf8mb4"), true);
  private static final Table USERS = new Table("shop", "users", List.of(ID, V, T), List.of(ID));
  private static final Table NOTES = new Table("shop", "notes", List.of(ID, V, T), List.of());
  private static final Value LARGE = new Value.Text("x".repeat(Weather.SMALL_RECORDS));

  /// A row as it is logged.
  record Row(
      Table table,
      Operation operation,
      @Nullable Map<String, Value> was,
      @Nullable Map<String, Value> is) {}

  /// One record that the stream is to hold.
  ///
  /// @param row number of its row in the whole log, from 0
  /// @param identity what tells it from others
  /// @param partitionKey what decides its shard
  record Event(int row, long waitKey, long secondWaitKey, String identity, String partitionKey) {}

  final List<List<Row>> transactions = new ArrayList<>();
  final List<Long> times = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  private int rows;

  SimulatedLog(World world, Weather weather, Encoder encoder) {
    RandomGenerator random = world.random;
    long time = world.now;
    for (int i = 0; i < weather.transactions(); i++) {
      List<Row> transaction = new ArrayList<>();
      int size = random.nextInt(12) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(5);
      for (int row = 0; row < size; row++) {
        transaction.add(row(random, weather));
      }
      transactions.add(transaction);
      time += random.nextInt(3) == 0 ? random.nextLong(1_500_000_000L) : 1_000_000L;
      times.add(time);
    }
    expect(weather, encoder);
  }

  private static Row row(RandomGenerator random, Weather weather) {
    Table table = random.nextInt(4) == 0 ? NOTES : USERS;
    Map<String, Value> one = image(random, weather);
    Map<String, Value> other = image(random, weather);
    return switch (random.nextInt(4)) {
      case 0 -> new Row(table, Operation.INSERT, null, one);
      case 1 -> new Row(table, Operation.DELETE, one, null);
      case 2 -> new Row(table, Operation.UPDATE, one, other);
      default ->
          new Row(
              table,
              Operation.UPDATE,
              one,
              Map.of(
                  "id",
                  one.getOrDefault("id", new Value.Nothing()),
                  "v",
                  new Value.Int64(3),
                  "t",
                  one.getOrDefault("t", new Value.Nothing())));
    };
  }

  private static Map<String, Value> image(RandomGenerator random, Weather weather) {
    boolean large = random.nextInt(100) < weather.oversize();
    return Map.of(
        "id",
        new Value.Int64(random.nextInt(weather.keys())),
        "v",
        new Value.Int64(random.nextInt(2)),
        "t",
        large ? LARGE : new Value.Nothing());
  }

  /// Row `row` of a transaction, for whoever reads it.
  SampleChange change(int transaction, int row, Transaction of) {
    Row logged = transactions.get(transaction).get(row);
    long number = 1;
    for (Row before : transactions.get(transaction).subList(0, row)) {
      number += before.table == logged.table ? 1 : 0;
    }
    return new SampleChange(logged.table, logged.operation, of, number, 0, logged.was, logged.is);
  }

  void begin(int transaction, Transaction into) {
    into.begin("server", "binlog.000001", 1000L * transaction, 0);
    into.idWriter().utf8("server:" + transaction);
  }

  /// Rows before a place.
  int rowsBefore(long offset, long done) {
    int before = (int) done;
    for (int i = 0; i < offset / 1000; i++) {
      before += transactions.get(i).size();
    }
    return before;
  }

  int rows() {
    return rows;
  }

  private void expect(Weather weather, Encoder encoder) {
    var transaction = new Transaction();
    var key = new RecordKey(new KeyRule.ByRow());
    for (int i = 0; i < transactions.size(); i++) {
      begin(i, transaction);
      for (int row = 0; row < transactions.get(i).size(); row++) {
        Change change = change(i, row, transaction);
        key.take(change);
        if (weather.splits() && key.changed()) {
          expect(new KeyChangeHalf(Part.DELETE_HALF).of(change), key, encoder);
          expect(new KeyChangeHalf(Part.WRITE_HALF).of(change), key, encoder);
        } else {
          expect(change, key, encoder);
        }
        rows++;
      }
    }
  }

  private void expect(Change change, RecordKey key, Encoder encoder) {
    key.take(change);
    var record = new ByteWriter();
    encoder.begin(change, record);
    encoder.end(false, record);
    events.add(
        new Event(
            rows,
            key.waitKey(),
            key.secondWaitKey(),
            identity(encoder, record.slice(new ByteSlice())),
            key.partitionKey(new ByteSlice()).utf8()));
  }

  static String identity(Encoder encoder, ByteSlice record) {
    var identity = new ByteWriter();
    encoder.identity(record, identity);
    return identity.utf8();
  }
}
