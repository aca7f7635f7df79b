package io.wherry.binlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Logs of four real servers, event by event, without a server. Each holds: two rows inserted by
/// one statement, the second all NULL; a row at the other edges; an update, one that changes the
/// key, a delete.
class GoldenLogTest {
  static final List<String> NAMES = GoldenLog.NAMES;

  private static final String JSON = "{\"a\": 1.0, \"b\": [true, null]}";

  /// Everything the room does at once: one slip in any decoder shows here before a server is asked.
  @ParameterizedTest
  @FieldSource("NAMES")
  void everyRowIsWhatWasTyped(String name) {
    boolean json = name.equals("mysql-9.7");
    List<String> expected =
        List.of(
            "INSERT + " + one("-12345678.90", "Grüße 😀") + js(json, JSON),
            "INSERT + " + nulls(2) + (json ? " js=NULL" : ""),
            "INSERT + " + edges() + js(json, "[]"),
            "UPDATE - " + one("-12345678.90", "Grüße 😀") + js(json, JSON),
            "UPDATE + " + one("-12345677.90", "paid") + js(json, JSON),
            "UPDATE - " + nulls(2) + (json ? " js=NULL" : ""),
            "UPDATE + " + nulls(3) + (json ? " js=NULL" : ""),
            "DELETE - " + one("-12345677.90", "paid") + js(json, JSON));
    assertThat(rows(name, map -> GoldenLog.definition(json))).isEqualTo(expected);
    if (!name.equals("mysql-5.6")) {
      assertThat(rows(name, TableMap::toTable)).isEqualTo(expected);
    }
  }

  /// The definition that FULL metadata carries is the one that was typed: names, signs, charsets,
  /// labels, key. A wrong one would publish under wrong names.
  @ParameterizedTest
  @FieldSource("NAMES")
  void theDefinitionInTheLogIsTheOneThatWasTyped(String name) {
    var reader = GoldenLog.reader();
    GoldenLog.firstAfterReading(reader, name, EventType.TABLE_MAP);
    Table typed = GoldenLog.definition(name.equals("mysql-9.7"));
    assertThat(reader.tableMap().mismatch(typed)).isNull();
    assertThat(reader.tableMap().named()).isEqualTo(!name.equals("mysql-5.6"));
    if (reader.tableMap().named()) {
      Table found = reader.tableMap().toTable();
      assertThat(found.toString()).isEqualTo("shop.everything");
      assertThat(found.columns()).isEqualTo(typed.columns());
      assertThat(found.key()).isEqualTo(typed.key());
    }
  }

  /// The source builds transactions on these sequences; MariaDB writes no BEGIN.
  @Test
  void theEventsOfATransactionComeAsEachFamilyWritesThem() {
    assertThat(types("mysql-9.7").subList(0, 7))
        .containsExactly(
            EventType.FORMAT_DESCRIPTION,
            EventType.PASSED,
            EventType.GTID,
            EventType.QUERY,
            EventType.TABLE_MAP,
            EventType.ROWS,
            EventType.XID);
    assertThat(types("mysql-5.6").subList(0, 5))
        .containsExactly(
            EventType.FORMAT_DESCRIPTION,
            EventType.QUERY,
            EventType.TABLE_MAP,
            EventType.ROWS,
            EventType.XID);
    assertThat(types("mariadb-11.8").subList(0, 9))
        .containsExactly(
            EventType.FORMAT_DESCRIPTION,
            EventType.PASSED,
            EventType.PASSED,
            EventType.PASSED,
            EventType.GTID,
            EventType.ROWS_QUERY,
            EventType.TABLE_MAP,
            EventType.ROWS,
            EventType.XID);
  }

  /// The same event gives a single column as often as asked, without going through the others.
  @Test
  void aSingleColumnCanBeAskedFor() {
    var reader = GoldenLog.reader();
    GoldenLog.firstAfterReading(reader, "mysql-9.7", EventType.ROWS);
    RowsEvent rows = reader.rows();
    Table table = GoldenLog.definition(true);
    rows.start(RowFormat.bind(reader.tableMap(), table));
    assertThat(rows.next()).isTrue();
    Column text = table.columns().get(15);
    for (int i = 0; i < 2; i++) {
      Row row = Row.of(visitor -> rows.change().after(text, visitor));
      assertThat(row.values().keySet()).containsExactly("vc");
      assertThat(shown(row, table)).isEqualTo("vc=" + hex("Grüße 😀"));
    }
    assertThat(rows.next()).isTrue();
    assertThat(shown(Row.of(visitor -> rows.change().after(text, visitor)), table))
        .isEqualTo("vc=NULL");
    assertThat(rows.next()).isFalse();
    assertThat(rows.next()).isFalse();
  }

  private static List<EventType> types(String name) {
    var reader = GoldenLog.reader();
    List<EventType> types = new ArrayList<>();
    GoldenLog.events(name).forEach(event -> types.add(reader.read(ByteSlice.of(event))));
    return types;
  }

  private static List<String> rows(String name, LoggedChange.Definitions definitions) {
    List<String> lines = new ArrayList<>();
    List<ByteSlice> events = GoldenLog.events(name).stream().map(ByteSlice::of).toList();
    for (LoggedChange change : LoggedChange.all(GoldenLog.reader(), events, "shop", definitions)) {
      if (change.operation() != Operation.INSERT) {
        Row before = Objects.requireNonNull(change.before());
        lines.add(change.operation() + " - " + shown(before, change.table()));
      }
      if (change.operation() != Operation.DELETE) {
        Row after = Objects.requireNonNull(change.after());
        lines.add(change.operation() + " + " + shown(after, change.table()));
      }
    }
    return lines;
  }

  private static String shown(Row row, Table table) {
    return table.columns().stream()
        .filter(column -> row.values().containsKey(column.name()))
        .map(column -> column.name() + "=" + shown(row, column))
        .collect(Collectors.joining(" "));
  }

  private static String shown(Row row, Column column) {
    return Shown.value(column, Objects.requireNonNull(row.values().get(column.name())));
  }

  private static String one(String price, String text) {
    return ("id=1 ti=-128 su=65535 me=-8388608 i=4294967295 price=%s f=1.5 d=0.1 b=513 y=2026"
            + " da=2026-11-22 tm=-12:34:56.78 dt=2026-11-22 12:34:56.789"
            + " ts=2026-11-22 12:34:56.789012 ch=%s vc=%s tx=%s bi=01000000 vb=00FF bl=CAFE"
            + " en=%s se=%s")
        .formatted(price, hex("é€"), hex(text), hex("漢字"), hex("ausverkäuft"), hex("a,ü"));
  }

  private static String nulls(int id) {
    return "id="
        + id
        + " ti=NULL su=NULL me=NULL i=NULL price=NULL f=NULL d=NULL b=NULL y=NULL da=NULL tm=NULL"
        + " dt=NULL ts=NULL ch=NULL vc=NULL tx=NULL bi=NULL vb=NULL bl=NULL en=NULL se=NULL";
  }

  private static String edges() {
    return "id=18446744073709551615 ti=127 su=0 me=8388607 i=0 price=0.05 f=-3.4028235E38"
        + " d=1.7976931348623157E308 b=0 y=0 da=0000-00-00 tm=-00:00:00.01"
        + " dt=0000-00-00 00:00:00.000 ts=0000-00-00 00:00:00.000000 ch= vc= tx= bi=00000000 vb="
        + " bl= en= se=";
  }

  private static String js(boolean there, String text) {
    return there ? " js=" + hex(text) : "";
  }

  private static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8));
  }
}
