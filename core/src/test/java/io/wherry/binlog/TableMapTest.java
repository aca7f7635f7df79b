package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteReader;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import io.wherry.column.ColumnLayout;
import io.wherry.column.StorageType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TABLE_MAP as the judge over definitions, and what it refuses.
class TableMapTest {
  private static final String HEAD = "0700000000000100" + "0473686f7000" + "066f726465727300";

  /// The event of `shop.orders` with the rest of its body.
  private static TableMap map(boolean mariadb, String rest) {
    var reader = Events.reader(mariadb);
    assertThat(reader.read(Events.of(19, 0, 500, HEAD + rest))).isEqualTo(EventType.TABLE_MAP);
    return reader.tableMap();
  }

  private static Table with(String log, String name, ColumnType type) {
    Table table = GoldenLog.definition(log.equals("mysql-9.7"));
    List<Column> columns = new ArrayList<>(table.columns());
    columns.replaceAll(column ->
        column.name().equals(name) ? new Column(column.index(), name, type, true) : column);
    return new Table("shop", "everything", columns, List.of());
  }

  private static String mismatch(String log, String name, ColumnType type) {
    var reader = GoldenLog.reader();
    GoldenLog.firstAfterReading(reader, log, EventType.TABLE_MAP);
    return String.valueOf(reader.tableMap().mismatch(with(log, name, type)));
  }

  /// A definition that does not fit must not publish a single row: each kind of difference has its
  /// phrase.
  @Test
  void aDefinitionThatDoesNotFitIsToldInOnePhrase() {
    String log = "mysql-9.7";
    assertThat(mismatch(log, "price", new ColumnType.Decimal(12, 2)))
        .isEqualTo("column price: expected DECIMAL(12,2), found DECIMAL(10,2)");
    assertThat(mismatch(log, "i", new ColumnType.Int(8, true)))
        .isEqualTo("column i: expected BIGINT UNSIGNED, found INT UNSIGNED");
    assertThat(mismatch(log, "i", new ColumnType.Int(4, false)))
        .isEqualTo("column i: expected INT, found INT UNSIGNED");
    assertThat(mismatch(log, "f", new ColumnType.Real(8, ColumnType.Real.SHORTEST)))
        .isEqualTo("column f: expected DOUBLE, found FLOAT");
    assertThat(mismatch(log, "b", new ColumnType.Bit(9)))
        .isEqualTo("column b: expected BIT(9), found BIT(10)");
    assertThat(mismatch(log, "dt", new ColumnType.Datetime(0)))
        .isEqualTo("column dt: expected DATETIME, found DATETIME(3)");
    assertThat(mismatch(log, "tm", new ColumnType.Timestamp(2)))
        .isEqualTo("column tm: expected TIMESTAMP(2), found TIME(2)");
    assertThat(mismatch(log, "ch", new ColumnType.Text("utf8mb4")))
        .isEqualTo("column ch: expected text (utf8mb4), found CHAR (latin1)");
    assertThat(mismatch(log, "vc", new ColumnType.Binary(0)))
        .isEqualTo("column vc: expected VARBINARY or BLOB, found VARCHAR (utf8mb4)");
    assertThat(mismatch(log, "bi", new ColumnType.Binary(5)))
        .isEqualTo("column bi: expected BINARY(5), found CHAR (binary)");
    assertThat(mismatch(log, "en", new ColumnType.Enumeration(List.of("paid", "new", "x"))))
        .isEqualTo("column en: expected ENUM of 3 labels, found ENUM (utf8mb4) of other labels");
    assertThat(mismatch(log, "js", new ColumnType.Text("utf8mb4")))
        .isEqualTo("column js: expected text (utf8mb4), found JSON");
    assertThat(mismatch(log, "id", new ColumnType.Int(8, true)))
        .isEqualTo("column id: expected BIGINT UNSIGNED, found BIGINT UNSIGNED NOT NULL");
  }

  /// MySQL 5.6 logs neither signs nor charsets nor labels; what it does log still judges.
  @Test
  void aBareTableMapJudgesByLayout() {
    String log = "mysql-5.6";
    assertThat(mismatch(log, "ch", new ColumnType.Text("utf8mb4"))).isEqualTo("null");
    assertThat(mismatch(log, "bi", new ColumnType.Binary(5)))
        .isEqualTo("column bi: expected BINARY(5), found CHAR");
    assertThat(mismatch(log, "se", new ColumnType.LabelSet(java.util.Collections.nCopies(9, "x"))))
        .isEqualTo("column se: expected SET of 9 labels, found SET");
    assertThat(mismatch(log, "en", new ColumnType.Enumeration(nine().subList(0, 2))))
        .isEqualTo("null");
  }

  private static List<String> nine() {
    return List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void anotherNumberOrNameOfColumnsDoesNotFit() {
    var reader = GoldenLog.reader();
    GoldenLog.firstAfterReading(reader, "mysql-9.7", EventType.TABLE_MAP);
    assertThat(reader.tableMap().mismatch(GoldenLog.definition(false)))
        .isEqualTo("expected 22 columns, found 23");
    Table typed = GoldenLog.definition(true);
    List<Column> renamed = new ArrayList<>(typed.columns());
    renamed.set(4, new Column(4, "j", renamed.get(4).type(), true));
    assertThat(reader.tableMap().mismatch(new Table("shop", "everything", renamed, List.of())))
        .isEqualTo("column 5: expected j, found i");
    assertThatThrownBy(() -> RowFormat.bind(reader.tableMap(), GoldenLog.definition(false)))
        .isInstanceOf(BinlogException.class)
        .hasMessage(reader.place() + " shop.everything: expected 22 columns, found 23");
  }

  /// A type that is not decoded stops only whoever wants the table.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          14 00 | array is no type that a table's column has; exclude the table
          06 00 | NULL is no type that a table's column has; exclude the table
          """)
  void aTypeThatIsNotDecodedStopsOnlyWhoWantsTheTable(String layout, String why) {
    TableMap map = map(true, "01" + layout.replace(" ", "") + "01" + "04020161");
    assertThat(map.tableName()).isEqualTo("orders");
    assertThat(map.named()).isTrue();
    assertThatThrownBy(map::toTable)
        .isInstanceOf(BinlogException.class)
        .hasMessage(
            "binlog.000007:%d TABLE_MAP shop.orders: column a: %s", 500 - size(layout), why);
  }

  /// MariaDB's old TIME(3) has the type of a TIME and longer values: nothing may be guessed there.
  @Test
  void theOldTemporalFormatIsRefusedWithoutADefinition() {
    TableMap map = map(true, "01" + "0b" + "00" + "01" + "04020161");
    assertThatThrownBy(map::toTable)
        .hasMessage(
            "binlog.000007:%d TABLE_MAP shop.orders: column a: TIME of the old format, whose"
                + " fraction the log does not say; set mysql56_temporal_format=ON and ALTER TABLE"
                + " … FORCE, or exclude the table",
            500 - size("0b00"));
    Table second = new Table("shop", "orders", List.of(time(0)), List.of());
    assertThat(map.mismatch(second)).isNull();
    Table milli = new Table("shop", "orders", List.of(time(3)), List.of());
    assertThat(map.mismatch(milli)).isNull();
    assertThat(map.ambiguous()).isTrue();
    assertThat(map(false, "01" + "0b" + "00" + "01" + "04020161").mismatch(milli))
        .isEqualTo("column a: expected TIME(3), found TIME");
  }

  /// A UUID taken for a BINARY(16) would be published as base64: such a table needs its definition.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fe 02 fe10 | 3f | true  | BINARY(16)
          fe 02 fe04 | 3f | true  | BINARY(4)
          fe 02 fe08 | 3f | false | BINARY(8)
          fe 02 fe10 | 2d | false | CHAR(4)
          0f 02 0c00 | 3f | true  | VARBINARY(12)
          0f 02 0d00 | 3f | false | VARBINARY(13)
          0f 02 0c00 | 2d | false | VARCHAR(3)
          fc 01 04   | 2e | true  | LONGTEXT COLLATE utf8mb4_bin
          fc 01 04   | 2d | false | LONGTEXT
          fc 01 02   | 2e | false | TEXT COLLATE utf8mb4_bin
          fc 01 04   | 3f | false | LONGBLOB
          """)
  void mariadbHidesTypesBehindOthers(String layout, String charset, boolean ambiguous) {
    String rest = "01" + layout.replace(" ", "") + "01" + "04020161" + "0201" + charset;
    assertThat(map(true, rest).ambiguous()).isEqualTo(ambiguous);
    assertThat(map(true, rest).vague()).isEqualTo(ambiguous);
    assertThat(map(false, rest).ambiguous()).isFalse();
  }

  private static Column time(int fraction) {
    return new Column(0, "a", new ColumnType.Time(fraction), true);
  }

  private static int size(String layout) {
    return EventHeader.BYTES + 4 + 8 + 6 + 8 + 1 + layout.replace(" ", "").length() / 2 + 1 + 4;
  }

  @Test
  void whatIsNoTableMapIsToldInOneLine() {
    assertRefused("00" + "00", "0 columns; a table has 1 to 4096");
    assertRefused("fc0110", "4097 columns; a table has 1 to 4096");
    assertRefused("02" + "0363" + "00" + "00", "column 2 has the unknown type 99");
    assertRefused(
        "01" + "f6" + "024205" + "00", "column 1: DECIMAL with metadata 66 instead of 1 to 65");
    assertRefused("01" + "03" + "0105" + "00", "1 bytes of metadata too many");
    assertRefused("05" + "0303", "needs 5 bytes, 2 left");
    assertRefused("01" + "03" + "00" + "00" + "0409", "needs 9 bytes, 0 left");
    assertRefused("01" + "03" + "00" + "00" + "0404" + "01610162", "2 column names for 1 columns");
    assertRefused("01" + "03" + "00" + "00" + "08" + "01" + "01", "a key over column 1 of 1");
    assertRefused(
        "01" + "03" + "00" + "00" + "01" + "02" + "8080", "1 bytes too many in metadata of kind 1");
  }

  private static void assertRefused(String rest, String why) {
    TableMap map = map(false, rest);
    assertThatThrownBy(map::columnCount)
        .isInstanceOf(BinlogException.class)
        .hasMessageStartingWith("binlog.000007:")
        .hasMessageEndingWith(" TABLE_MAP shop.orders: " + why);
  }

  /// The charsets behind a GEOMETRY or a VECTOR: the families count their text columns differently,
  /// as tried on MySQL 9.7.4 and MariaDB 10.11.18. One off, and text is read in the wrong charset.
  @Test
  void charsetsAreCountedAsEachFamilyCountsThem() {
    assertThat(collations(false, "0305" + "08fcff0033")).containsExactly(8, 0, 255, 0, 51);
    assertThat(collations(true, "0305" + "083f2d2e33")).containsExactly(8, 63, 45, 46, 51);
  }

  private static List<Integer> collations(boolean mariadb, String metadata) {
    ColumnLayout[] layouts = {
      ColumnLayout.of(StorageType.VARCHAR, 5, 0, true),
      ColumnLayout.of(StorageType.GEOMETRY, 4, 0, true),
      ColumnLayout.of(StorageType.VARCHAR, 20, 0, true),
      ColumnLayout.of(mariadb ? StorageType.BLOB : StorageType.JSON, 4, 0, true),
      ColumnLayout.of(StorageType.VARCHAR, 5, 0, true)
    };
    byte[] bytes = HexFormat.of().parseHex(metadata);
    var in = new ByteReader().wrap(bytes, 0, bytes.length);
    OptionalMetadata read = OptionalMetadata.read(in, layouts, mariadb);
    return List.of(0, 1, 2, 3, 4).stream().map(read::collation).toList();
  }
}
