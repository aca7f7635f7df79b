package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Image;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.change.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows built by hand on `shop.orders (id INT NOT NULL, price DECIMAL(10,2), state ENUM(…))`.
class RowsEventTest {
  private static final Table ORDERS =
      new Table(
          "shop",
          "orders",
          List.of(
              new Column(0, "id", new ColumnType.Int(4, false), false),
              new Column(1, "price", new ColumnType.Decimal(10, 2), true),
              new Column(2, "state", new ColumnType.Enumeration(List.of("new", "paid")), true)),
          List.of());

  private static final String TABLE_MAP =
      "0700000000000100"
          + "0473686f7000"
          + "066f726465727300"
          + "03"
          + "03f6fe"
          + "040a02f701"
          + "06";

  /// `1, 12345678.90, 'paid'` and `2, NULL, ''`.
  private static final String ONE = "00" + "01000000" + "80bc614e5a" + "02";

  private static final String TWO = "02" + "02000000" + "00";

  private static final String FULL = "03" + "07";

  private final EventReader reader = Events.reader(false);
  private final RowFormat format = format();

  private RowFormat format() {
    reader.read(Events.of(19, 0, 500, TABLE_MAP));
    return RowFormat.bind(reader.tableMap(), ORDERS);
  }

  /// A version 2 event at position 1000.
  private RowsEvent rows(int type, String body) {
    ByteSlice event = Events.of(type, 0, 1000, "0700000000000100" + "0200" + body);
    event = Events.of(type, 0, 1000L + event.length(), "0700000000000100" + "0200" + body);
    assertThat(reader.read(event)).isEqualTo(EventType.ROWS);
    return reader.rows();
  }

  private void assertRefused(int type, String body, String line) {
    assertThatThrownBy(
            () -> {
              RowsEvent rows = rows(type, body);
              rows.start(format);
              while (rows.next()) {
                RowChange change = rows.change();
                if (change.operation() != Operation.INSERT) {
                  Row.of(change::before);
                }
                if (change.operation() != Operation.DELETE) {
                  Row.of(change::after);
                }
              }
            })
        .isInstanceOf(BinlogException.class)
        .hasMessage("binlog.000007:1000 " + line);
  }

  @Test
  void rowsOfOneEventAreReadOneByOne() {
    RowsEvent rows = rows(30, FULL + ONE + TWO);
    assertThat(rows.tableId()).isEqualTo(7);
    assertThat(rows.operation()).isEqualTo(Operation.INSERT);
    assertThat(rows.endsStatement()).isTrue();
    rows.start(format);
    RowChange change = rows.change();
    assertThat(rows.next()).isTrue();
    assertThat(Row.of(change::after).values())
        .containsEntry("id", new Value.Int64(1))
        .containsEntry("price", new Value.Decimal("12345678.90"))
        .containsEntry("state", new Value.Text("paid"));
    assertThat(change.afterImage(new ByteSlice()).length()).isEqualTo(11);
    assertThatThrownBy(() -> Row.of(change::before))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an INSERT has no before image");
    assertThat(rows.next()).isTrue();
    assertThat(Row.of(change::after).values())
        .containsEntry("price", new Value.Nothing())
        .containsEntry("state", new Value.Text(""));
    assertThat(rows.next()).isFalse();
  }

  /// Key changes and tables without a key are decided by comparing images.
  @Test
  void anUpdateHasBothImagesAsTheLogHoldsThem() {
    RowsEvent rows = rows(31, FULL + "07" + ONE + TWO);
    rows.start(format);
    assertThat(rows.next()).isTrue();
    RowChange change = rows.change();
    var transaction = new Transaction();
    change.context(transaction, 3, 1234);
    assertThat(change.transaction()).isSameAs(transaction);
    assertThat(change.number()).isEqualTo(3);
    assertThat(change.timestampMillis()).isEqualTo(1234);
    assertThat(change.table()).isSameAs(ORDERS);
    assertThat(change.operation()).isEqualTo(Operation.UPDATE);
    assertThat(change.beforeImage(new ByteSlice()).copy())
        .isEqualTo(java.util.HexFormat.of().parseHex(ONE));
    assertThat(change.afterImage(new ByteSlice()).copy())
        .isEqualTo(java.util.HexFormat.of().parseHex(TWO));
    assertThat(rows.next()).isFalse();
  }

  /// A short read must name what it was reading; anything else is found only in the stream.
  @Test
  void aRowThatEndsTooEarlyIsToldByItsColumn() {
    assertRefused(
        30,
        FULL + "00" + "01000000" + "80bc61",
        "WRITE_ROWS shop.orders.price: DECIMAL(10,2) needs 5 bytes, 3 left");
    assertRefused(
        30, FULL + ONE + "00" + "0100", "WRITE_ROWS shop.orders.id: INT needs 4 bytes, 2 left");
    assertRefused(
        32,
        FULL + "00" + "01000000" + "80bc614e5a",
        "DELETE_ROWS shop.orders.state: ENUM needs 1 bytes, 0 left");
    assertRefused(
        31, FULL + "07" + ONE, "UPDATE_ROWS shop.orders: a row's NULL bits: needs 1 bytes, 0 left");
  }

  @Test
  void aValueThatIsNoneIsToldByItsColumn() {
    assertRefused(
        30,
        FULL + "00" + "01000000" + "80bc614eff" + "02",
        "WRITE_ROWS shop.orders.price: a group of 2 digits holds 255");
    assertRefused(
        30,
        FULL + "00" + "01000000" + "80bc614e5a" + "03",
        "WRITE_ROWS shop.orders.state: label 3 of an ENUM with 2 labels");
  }

  /// NULL for a column the log does not carry would be a lie, and one NULL bit too many or too few
  /// shifts all columns behind it.
  @Test
  void aColumnThatTheLogDoesNotCarryIsAbsent() {
    // Of price and state only state is NULL: bit 0 of two is id's.
    RowsEvent rows = rows(30, "03" + "05" + "02" + "01000000" + "00" + "02000000" + "02");
    rows.start(format);
    RowChange change = rows.change();
    assertThat(change.image()).isEqualTo(Image.MINIMAL);
    assertThat(change.carriesAfter(ORDERS.columns().get(1))).isFalse();
    assertThat(rows.next()).isTrue();
    assertThat(Row.of(change::after).values())
        .containsEntry("id", new Value.Int64(1))
        .containsEntry("price", new Value.Absent())
        .containsEntry("state", new Value.Nothing());
    assertThat(rows.next()).isTrue();
    assertThat(Row.of(change::after).values())
        .containsEntry("id", new Value.Int64(2))
        .containsEntry("price", new Value.Absent())
        .containsEntry("state", new Value.Text("paid"));
    assertThat(rows.next()).isFalse();
    // An event behind it that carries all must not be read with these bits.
    rows(30, FULL + ONE).start(format);
    assertThat(change.image()).isEqualTo(Image.FULL);
    assertThat(reader.rows().next()).isTrue();
    assertThat(Row.of(change::after).values()).doesNotContainValue(new Value.Absent());
  }

  /// Before and after have bits of their own.
  @Test
  void theImagesOfAnUpdateMayCarryDifferentColumns() {
    RowsEvent rows = rows(31, "03" + "01" + "02" + "00" + "01000000" + "00" + "80bc614e5a");
    rows.start(format);
    assertThat(rows.next()).isTrue();
    RowChange change = rows.change();
    assertThat(change.image()).isEqualTo(Image.MINIMAL);
    assertThat(Row.of(change::before).values())
        .containsEntry("id", new Value.Int64(1))
        .containsEntry("price", new Value.Absent());
    assertThat(Row.of(change::after).values())
        .containsEntry("id", new Value.Absent())
        .containsEntry("price", new Value.Decimal("12345678.90"));
    rows(31, FULL + "02" + ONE + "00" + "80bc614e5a").start(format);
    assertThat(change.image()).isEqualTo(Image.FULL_NODUP);
    assertRefused(30, "03", "WRITE_ROWS shop.orders: needs 1 bytes, 0 left");
    assertRefused(
        30, "03" + "05" + "00" + "0100", "WRITE_ROWS shop.orders.id: INT needs 4 bytes, 2 left");
  }

  @Test
  void rowsOfAnotherShapeAreRefused() {
    assertRefused(
        30, "04" + "0f" + ONE, "WRITE_ROWS shop.orders: rows of 4 columns, its TABLE_MAP has 3");
    assertRefused(30, "", "WRITE_ROWS shop.orders: needs 1 bytes, 0 left");
  }

  /// A length that is believed would ask for four gigabytes.
  @Test
  void compressedAndPartialRowsThatCannotBeAreRefused() {
    String compressed = "WRITE_ROWS_COMPRESSED shop.orders: compressed data ";
    assertRefused(169, FULL, compressed + "with the head 00 in 0 bytes");
    assertRefused(169, FULL + "84ffffffff" + "00", compressed + "of 4294967295 bytes in 1 bytes");
    assertRefused(
        39,
        FULL + "07" + ONE + "02" + ONE,
        "PARTIAL_UPDATE_ROWS shop.orders: row value options 2 are unknown; this server is too new");
  }

  /// Such a row takes no bytes, and who looks for the end of bytes never comes to its own end, or
  /// passes the row over.
  @Test
  void aRowWithoutColumnsIsOneRow() {
    RowsEvent rows = rows(30, "0300");
    rows.start(format);
    assertThat(rows.next()).isTrue();
    assertThat(rows.change().image()).isEqualTo(Image.MINIMAL);
    assertThat(Row.of(rows.change()::after).values().values()).containsOnly(new Value.Absent());
    assertThat(rows.next()).isFalse();
    assertRefused(30, "0300" + "01", "WRITE_ROWS shop.orders: rows without columns, in 1 bytes");
  }

  /// The server ends a statement that touched no table it logs by an event without rows.
  @Test
  void anEventWithoutATableOnlyEndsTheStatement() {
    reader.read(Events.of(30, 0, 1000, "ffffff0000000100" + "0200" + "00"));
    assertThat(reader.rows().tableId()).isEqualTo(RowsEvent.NO_TABLE);
    assertThat(reader.rows().endsStatement()).isTrue();
  }

  /// MySQL puts the partition into the extra data; a reader that does not skip it reads nonsense.
  @Test
  void extraDataIsPassedOver() {
    reader.read(Events.of(30, 0, 1000, "0700000000000100" + "0700" + "0001020304" + FULL + ONE));
    reader.rows().start(format);
    assertThat(reader.rows().next()).isTrue();
    assertThat(Row.of(reader.rows().change()::after).values())
        .containsEntry("id", new Value.Int64(1));
    assertThat(reader.rows().next()).isFalse();
  }
}
