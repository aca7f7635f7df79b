package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableHistoryTest {
  private static final TableName ORDERS = new TableName("shop", "orders");

  private final TableHistory history = new TableHistory();

  // Today's definition is the one behind the last change; before it the names may differ.
  @Test
  void aDefinitionHoldsOnlyBehindTheLastChangeOfItsTable() {
    add("CREATE TABLE orders (a INT)", "b.000001", 100);
    add("ALTER TABLE orders ADD b INT", "b.000002", 50);
    assertThat(behind("b.000001", 200)).isEqualTo("ALTER TABLE at b.000002:50");
    assertThat(behind("b.000002", 49)).isEqualTo("ALTER TABLE at b.000002:50");
    assertThat(behind("b.000002", 60)).isNull();
    assertThat(behind("b.000003", 4)).isNull();
  }

  @Test
  void droppingTheDatabaseChangesItsTables() {
    add("DROP DATABASE shop", "b.000001", 100);
    assertThat(behind("b.000001", 4)).isEqualTo("DROP DATABASE at b.000001:100");
    assertThat(history.lastBehind(new LogPlace("b.000001", 4), new TableName("other", "orders")))
        .isNull();
  }

  @Test
  void aLaterStretchIsAddedToAnEarlierOne() {
    add("ALTER TABLE orders ADD a INT", "b.000001", 100);
    var later = new TableHistory();
    later.add(change("ALTER TABLE orders ADD b INT"), new LogPlace("b.000001", 900));
    history.addAll(later);
    history.addAll(new TableHistory());
    assertThat(behind("b.000001", 500)).isEqualTo("ALTER TABLE at b.000001:900");
  }

  // A server that creates tables without end must not fill the memory, nor be believed less.
  @Test
  void beyondItsBoundEveryChangeIsTakenForOneOfAllTables() {
    for (int i = 0; i <= TableHistory.NAMES_MAX; i++) {
      add("DROP TABLE t" + i, "b.000001", 4 + i);
    }
    assertThat(behind("b.000001", 4))
        .isEqualTo("DROP TABLE at b.000001:" + (TableHistory.NAMES_MAX + 4));
  }

  // Compared as text, number 1,000,000 would come before 999,999.
  @Test
  void filesAreInTheOrderOfTheirNumbers() {
    assertThat(new LogPlace("b.1000000", 4)).isGreaterThan(new LogPlace("b.999999", 900));
    assertThat(new LogPlace("a.b.000010", 4)).isGreaterThan(new LogPlace("a.b.000009", 900));
  }

  private void add(String sql, String file, long offset) {
    history.add(change(sql), new LogPlace(file, offset));
  }

  private static Statement.TableChange change(String sql) {
    return (Statement.TableChange) Statement.read(sql, "shop", 0);
  }

  private @org.jspecify.annotations.Nullable String behind(String file, long offset) {
    var change = history.lastBehind(new LogPlace(file, offset), ORDERS);
    return change == null ? null : change.toString();
  }
}
