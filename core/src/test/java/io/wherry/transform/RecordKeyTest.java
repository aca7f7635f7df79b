package io.wherry.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Image;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.Row;
import io.wherry.change.SampleChange;
import io.wherry.change.Table;
import io.wherry.change.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordKeyTest {
  private static final Column ID = new Column(0, "id", new ColumnType.Int(4, false), false);
  private static final Column NAME = new Column(1, "name", new ColumnType.Text("utf8mb4"), true);
  private static final Table KEYED =
      new Table("shop", "users", List.of(ID, NAME), List.of(ID, NAME));
  private static final Table WIDE =
      new Table(
          "shop",
          "wide",
          List.of(ID, NAME, new Column(2, "note", new ColumnType.Text("utf8mb4"), true)),
          List.of(ID, NAME));
  private static final Table KEYLESS = new Table("shop", "log", List.of(ID, NAME), List.of());

  private static Map<String, Value> row(long id, String name) {
    return Map.of("id", new Value.Int64(id), "name", new Value.Text(name));
  }

  private static SampleChange change(
      Table table, @Nullable Map<String, Value> was, @Nullable Map<String, Value> is) {
    Operation operation =
        was == null ? Operation.INSERT : is == null ? Operation.DELETE : Operation.UPDATE;
    return new SampleChange(table, operation, SampleChange.exampleTransaction(), 1, 0, was, is);
  }

  private static RecordKey key(String rule, SampleChange change) {
    var key = new RecordKey(KeyRule.parse(rule));
    key.take(change);
    return key;
  }

  private static String partition(RecordKey key) {
    return key.partitionKey(new ByteSlice()).utf8();
  }

  @Test
  void aRowIsKnownByItsTableAndPrimaryKey() {
    var inserted = key("row", change(KEYED, null, row(1, "a")));
    var deleted = key("row", change(KEYED, row(1, "a"), null));
    assertThat(partition(inserted)).isEqualTo("shop.users/1/a");
    assertThat(partition(deleted)).isEqualTo("shop.users/1/a");
    assertThat(deleted.waitKey()).isEqualTo(inserted.waitKey());
    assertThat(inserted.secondWaitKey()).isEqualTo(inserted.waitKey());
  }

  @Test
  void anUpdateThatChangesTheKeyWaitsForBothKeys() {
    // Else the insert of the row that had the new key before could arrive after this update.
    var update = key("row", change(KEYED, row(1, "a"), row(2, "a")));
    assertThat(update.changed()).isTrue();
    assertThat(partition(update)).isEqualTo("shop.users/1/a");
    assertThat(update.waitKey()).isEqualTo(key("row", change(KEYED, row(1, "a"), null)).waitKey());
    assertThat(update.secondWaitKey())
        .isEqualTo(key("row", change(KEYED, null, row(2, "a"))).waitKey());
  }

  @Test
  void anUpdateThatKeepsTheKeyWaitsForOne() {
    var column = key("column:id", change(KEYED, row(1, "a"), row(1, "b")));
    assertThat(column.changed()).isFalse();
    assertThat(partition(column)).isEqualTo("1");
    assertThat(column.secondWaitKey()).isEqualTo(column.waitKey());
  }

  @Test
  void equalRowsOfATableWithoutAKeyWaitForEachOtherAndUnequalOnesDoNot() {
    // With the table as the only key a bulk insert of a million rows would take one round trip a
    // row.
    var first = key("row", change(KEYLESS, null, row(1, "a")));
    var same = key("row", change(KEYLESS, row(1, "a"), null));
    var other = key("row", change(KEYLESS, null, row(2, "a")));
    var update = key("row", change(KEYLESS, row(1, "a"), row(2, "a")));
    assertThat(partition(first)).isEqualTo("shop.log");
    assertThat(same.waitKey()).isEqualTo(first.waitKey());
    assertThat(other.waitKey()).isNotEqualTo(first.waitKey());
    assertThat(update.waitKey()).isEqualTo(first.waitKey());
    assertThat(update.secondWaitKey()).isEqualTo(other.waitKey());
    assertThat(update.changed()).isFalse();
  }

  @Test
  void aKeyColumnThatIsNotCarriedDidNotChange() {
    // Under MINIMAL the row as it is now lacks the key, or has only the part that changed.
    Map<String, Value> was = row(1, "a");
    var kept = key("row", change(KEYED, was, Map.of()));
    assertThat(kept.changed()).isFalse();
    assertThat(partition(kept)).isEqualTo("shop.users/1/a");
    var moved = key("row", change(KEYED, was, Map.of("name", new Value.Text("b"))));
    assertThat(moved.changed()).isTrue();
    assertThat(moved.secondWaitKey())
        .isEqualTo(key("row", change(KEYED, null, row(1, "b"))).waitKey());
  }

  @Test
  void aKeyThatNoImageCarriesIsRefused() {
    assertThatThrownBy(() -> key("row", change(KEYED, null, Map.of("id", new Value.Int64(1)))))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "binlog.000003:4711 shop.users: column name, which the record's key needs, is not in"
                + " the row image: the log of an INSERT under binlog_row_image=MINIMAL lacks what"
                + " took its default; set binlog_row_image=NOBLOB or FULL, or choose"
                + " --sink.key=table");
  }

  @Test
  void aTableWithoutAKeyIsInOrderAsAWholeOnceItsImagesLackColumns() {
    // The insert names the whole row, the delete only a part: nothing tells that they are one.
    var key = key("row", change(KEYLESS, null, row(1, "a")));
    long inserted = key.waitKey();
    assertThat(key.overtakes()).isFalse();
    key.take(change(KEYLESS, Map.of("id", new Value.Int64(1)), null));
    assertThat(key.overtakes()).isTrue();
    long deleted = key.waitKey();
    assertThat(deleted).isNotEqualTo(inserted);
    key.take(change(KEYLESS, null, row(1, "a")));
    assertThat(key.overtakes()).isFalse();
    assertThat(key.waitKey()).isEqualTo(deleted);
    assertThat(key.secondWaitKey()).isEqualTo(deleted);
    // Another version of the same table goes on so.
    key.take(change(new Table("shop", "log", List.of(ID), List.of()), null, row(2, "b")));
    assertThat(key.waitKey()).isEqualTo(deleted);
  }

  @Test
  void anUpdateIsToldInHalvesOnlyWhereNoColumnIsLost() {
    var key = new RecordKey(KeyRule.parse("row"));
    key.take(change(KEYED, row(1, "a"), Map.of("id", new Value.Int64(2))));
    assertThat(key.splits()).isTrue();
    var partial = change(WIDE, row(1, "a"), Map.of("id", new Value.Int64(2)));
    key.take(partial);
    assertThat(key.changed()).isTrue();
    assertThat(key.splits()).isFalse();
  }

  @Test
  void theWriteHalfShowsWhatDidNotChangeAsItWas() {
    var update = change(KEYED, row(1, "a"), Map.of("id", new Value.Int64(2)));
    var write = new KeyChangeHalf(Part.WRITE_HALF).of(update);
    assertThat(write.image()).isEqualTo(Image.FULL);
    assertThat(write.carriesAfter(NAME)).isTrue();
    assertThat(Row.of(write::after).values()).isEqualTo(row(2, "a"));
  }

  @Test
  void otherRulesNameTheKey() {
    var change = change(KEYED, null, row(1, "a"));
    assertThat(partition(key("table", change))).isEqualTo("shop.users");
    assertThat(partition(key("schema", change))).isEqualTo("shop");
    assertThat(partition(key("column:NAME", change))).isEqualTo("a");
    assertThat(partition(key("constant:default", change))).isEqualTo("default");
  }

  @Test
  void aColumnTheTableDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> key("column:customer", change(KEYED, null, row(1, "a"))))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "shop.users has no column customer, which --sink.key=column:customer needs: exclude the"
                + " table with --tables.exclude or choose another key");
  }

  @Test
  void aWrongRuleSaysWhatIsAllowed() {
    assertThatThrownBy(() -> KeyRule.parse("column:"))
        .hasMessage("must be row, table, schema, column:NAME or constant:TEXT");
  }

  @Test
  void theHalvesOfAKeyChangeAreADeleteAndAWrite() {
    var update = change(KEYED, row(1, "a"), row(2, "a"));
    var delete = new KeyChangeHalf(Part.DELETE_HALF).of(update);
    var write = new KeyChangeHalf(Part.WRITE_HALF).of(update);
    assertThat(delete.operation()).isEqualTo(Operation.DELETE);
    assertThat(Row.of(delete::before).values()).containsEntry("id", new Value.Int64(1));
    assertThat(write.operation()).isEqualTo(Operation.INSERT);
    assertThat(Row.of(write::after).values()).containsEntry("id", new Value.Int64(2));
    assertThatThrownBy(() -> Row.of(delete::after)).isInstanceOf(IllegalStateException.class);
  }

  // An empty old key is a key as well: under the new one the record would go to another shard than
  // those before it.
  @Test
  void anUpdateGoesUnderItsOldKeyEvenWhenThatIsEmpty() {
    assertThat(partition(key("column:name", change(KEYED, row(1, ""), row(1, "b"))))).isEmpty();
    assertThat(partition(key("column:name", change(KEYED, null, row(1, "b"))))).isEqualTo("b");
  }
}
