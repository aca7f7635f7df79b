package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Table;
import io.wherry.mysql.Family;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.ColumnRow;
import io.wherry.schema.LogPlace;
import io.wherry.schema.ServerTraits;
import io.wherry.schema.Statement;
import io.wherry.schema.TableHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When a definition from the server holds for a row, on a log that is made of numbers.
class DefinitionsTest {
  private static final QualifiedName T = new QualifiedName("s", "t");
  private static final QualifiedName U = new QualifiedName("s", "u");

  private static final FollowOptions OPTIONS =
      new FollowOptions(
          ServerOptions.of("127.0.0.1", 1, "nobody", ""),
          new StartPosition.Latest(),
          new Until.Never(),
          (schema, table) -> true,
          "all");

  private final List<String> loads = new ArrayList<>();
  private final Map<Long, String> log = new HashMap<>();
  private long end = 1000;
  private final Definitions definitions =
      new Definitions(
          this::load,
          new DefinitionMemory(OPTIONS, ServerTraits.of("9.7.4", 0, true)),
          () -> {},
          facts());

  // Once for a start; what the log says later needs no question, what it hides is asked for alone.
  @Test
  void allTablesAreReadOnceAndALaterOneByItself() throws InterruptedException {
    begin(100);
    assertThat(at(T, 100)).isNotNull();
    assertThat(at(U, 200)).isNotNull();
    assertThat(at(T, 300)).isSameAs(at(T, 100));
    assertThat(loads).containsExactly("all from 100");
    end = 3000;
    assertThat(at(new QualifiedName("s", "late"), 2500)).isNotNull();
    assertThat(loads).containsExactly("all from 100", "s.late from 2500");
  }

  @Test
  void aChangeBehindTheRowIsFoundInTheStretchThatWasScanned() throws InterruptedException {
    log.put(500L, "alter table t add x int");
    log.put(600L, "alter table u add x int");
    begin(100);
    assertThatThrownBy(() -> at(T, 100))
        .hasMessageStartingWith("b.000001:100 s.t: its columns are not known in front of ALTER")
        .hasMessageContaining("ALTER TABLE at b.000001:500; give them as they were here with")
        .hasMessageContaining("or run SET PERSIST binlog_row_metadata=FULL; for the rows to come");
    assertThat(at(T, 501)).isNotNull();
    assertThat(at(U, 601)).isNotNull();
    assertThat(loads).containsExactly("all from 100");
  }

  // MySQL without GTIDs: the statement itself stands where reading starts.
  @Test
  void aChangeRightAtTheStartIsBehindIt() throws InterruptedException {
    log.put(100L, "alter table t add x int");
    begin(100);
    assertThat(definitions.memory(false).documents().values())
        .noneMatch(text -> text.contains("T\ts\tt\t"));
    assertThat(at(T, 101)).isNotNull();
  }

  // The row was logged behind the first reading: what was read then may lack the statement.
  @Test
  void aDefinitionThatWasReadBeforeTheRowWasLoggedIsNotBelieved() throws InterruptedException {
    begin(100);
    assertThat(at(T, 100)).isNotNull();
    end = 2000;
    log.put(1900L, "drop table v");
    assertThat(at(new QualifiedName("s", "w"), 1600)).isNotNull();
    assertThat(loads).containsExactly("all from 100", "s.w from 1600");
    assertThatThrownBy(() -> at(new QualifiedName("s", "v"), 1700))
        .hasMessageContaining("DROP TABLE at b.000001:1900");
  }

  // Behind a balancer the log may come from one server and the answers from another.
  @Test
  void anAnswerFromAServerWhoseLogEndsInFrontOfTheRowIsRefused() throws InterruptedException {
    begin(100);
    assertThatThrownBy(() -> at(new QualifiedName("s", "v"), 5000))
        .hasMessage(
            "b.000001:5000 s.v: asked for the table, a server answered whose log ends at"
                + " b.000001:1000: name one server in source.url, not several behind one address");
  }

  private void begin(long place) throws InterruptedException {
    definitions.begin(place(place));
    for (int i = 0; i < 2_000 && !definitions.ready(); i++) {
      Thread.sleep(1);
    }
  }

  private @Nullable Table at(QualifiedName name, long row) throws InterruptedException {
    Table table = definitions.at(name, place(row), place(row));
    for (int i = 0; i < 2_000 && table == null; i++) {
      Thread.sleep(1);
      table = definitions.at(name, place(row), place(row));
    }
    return table;
  }

  private static LogPlace place(long offset) {
    return new LogPlace("b.000001", offset);
  }

  private Callable<LoadedDefinitions> load(@Nullable QualifiedName only, LogPlace from) {
    loads.add((only == null ? "all" : only) + " from " + from.offset());
    var tables = new HashMap<QualifiedName, LoadedDefinitions.Shown>();
    for (QualifiedName name : only == null ? List.of(T, U) : List.of(only)) {
      var row = new ColumnRow(name.schema(), name.table(), "c", "int", null, true, 0);
      tables.put(name, new LoadedDefinitions.Shown(List.of(row), "utf8mb4_bin"));
    }
    var history = new TableHistory();
    log.entrySet().stream()
        .filter(e -> e.getKey() >= from.offset() && e.getKey() < end)
        .sorted(Map.Entry.comparingByKey())
        .forEach(e ->
            history.add(
                (Statement.TableChange) Statement.read(e.getValue(), "s", 0), place(e.getKey())));
    return () -> new LoadedDefinitions(true, Map.of(), tables, place(end), place(end), history);
  }

  private static ServerFacts facts() {
    return new ServerFacts(
        Family.MYSQL,
        "9.7.4",
        9,
        7,
        4,
        "uuid",
        1,
        true,
        "ROW",
        "FULL",
        "MINIMAL",
        "",
        "CRC32",
        "ON",
        "",
        "",
        false,
        true,
        0,
        true,
        false,
        Instant.EPOCH);
  }
}
