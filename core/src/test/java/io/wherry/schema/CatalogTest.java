package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Column;
import io.wherry.change.Table;
import io.wherry.schema.CatalogChange.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a catalog promises to those who keep it; which statement means what, the oracle tells.
class CatalogTest {
  private static final ServerTraits MYSQL = new ServerTraits(false, 90_704, 0, true);
  private static final LogPlace PLACE = new LogPlace("binlog.000003", 4711);

  private final Catalog catalog = catalog();

  private static Catalog catalog() {
    var catalog = new Catalog(MYSQL, (schema, table) -> schema.equals("shop"));
    catalog.addSchema("shop", "utf8mb4_0900_ai_ci");
    catalog.addSchema("other", "latin1_swedish_ci");
    catalog.addTable(
        List.of(
            new ColumnRow("shop", "orders", "id", "bigint unsigned", null, false, 1),
            new ColumnRow("shop", "orders", "name", "varchar(20)", "utf8mb4", true, 0)),
        "utf8mb4_0900_ai_ci");
    return catalog;
  }

  private static StatementContext in(String schema) {
    return new StatementContext(schema, 7, 0, "utf8mb4", "utf8mb4", null, PLACE);
  }

  private List<String> apply(String sql) {
    return catalog.apply(sql, in("shop")).stream()
        .map(change -> change.kind() + " " + change.schema() + "." + change.table())
        .toList();
  }

  private Table known(String table) {
    return ((CatalogEntry.Known) catalog.table("shop", table)).table();
  }

  private static String why(CatalogEntry entry) {
    return entry instanceof CatalogEntry.Unknown(var change, var why)
        ? change + ": " + why
        : entry.toString();
  }

  /// Formats keep what they prepared for a table by its identity: a new object for every statement
  /// would cost them their memory, an old one would have them write old names.
  @Test
  void aTableIsOneObjectUntilItChanges() {
    Table before = known("orders");
    assertThat(apply("alter table orders engine=InnoDB, default charset latin1")).isEmpty();
    assertThat(known("orders")).isSameAs(before);
    assertThat(apply("alter table orders add note text")).containsExactly("CHANGED shop.orders");
    assertThat(known("orders")).isNotSameAs(before);
    assertThat(known("orders").columns())
        .extracting(Column::name)
        .containsExactly("id", "name", "note");
    assertThat(known("orders").columns().getLast().type().toString()).contains("latin1");
  }

  @Test
  void eachMoveIsToldByName() {
    assertThat(apply("create table a (x int); ")).containsExactly("CREATED shop.a");
    assertThat(apply("rename table orders to tmp, a to orders, tmp to other.a"))
        .containsExactly(
            "DROPPED shop.orders",
            "CREATED shop.tmp",
            "DROPPED shop.a",
            "CREATED shop.orders",
            "DROPPED shop.tmp",
            "CREATED other.a");
    assertThat(known("orders").columns()).hasSize(1);
    assertThat(apply("drop table other.a, orders, nosuch"))
        .containsExactly("DROPPED other.a", "DROPPED shop.orders");
    assertThat(catalog.table("shop", "orders")).isEqualTo(new CatalogEntry.Absent());
    assertThat(catalog.apply("drop database other", in(""))).isEmpty();
  }

  /// A guess here would publish values under wrong names.
  @Test
  void whatCannotBeFollowedMakesOneTableUnknownAndSaysWhy() {
    assertThat(apply("create table b (x int)")).isNotEmpty();
    assertThat(apply("alter table orders frobnicate all, rename to moved"))
        .containsExactly("LOST shop.orders", "LOST shop.moved");
    assertThat(why(catalog.table("shop", "orders")))
        .isEqualTo("ALTER TABLE at binlog.000003:4711: unknown clause \"frobnicate\"");
    assertThat(known("b").columns()).hasSize(1);
    assertThat(apply("alter table orders add x int")).isEmpty();
    assertThat(apply("create table orders (y int)")).containsExactly("CREATED shop.orders");
    assertThat(apply("alter table orders drop z")).containsExactly("LOST shop.orders");
    assertThat(why(catalog.table("shop", "orders"))).endsWith("names a column that is not there");
    assertThat(apply("create table c (a frob)")).containsExactly("LOST shop.c");
    assertThat(why(catalog.table("shop", "c"))).endsWith("unknown type \"frob\"");
    assertThat(apply("create table d select 1")).containsExactly("LOST shop.d");
    assertThat(apply("create table nowhere.e (a text)")).containsExactly("LOST nowhere.e");
    assertThat(why(catalog.table("nowhere", "e"))).endsWith("the default charset is not known");
  }

  @Test
  void aNameThatCannotBeReadMayBeAnyTable() {
    assertThat(apply("create table b (x int)")).isNotEmpty();
    assertThat(apply("alter table '' add x int"))
        .containsExactlyInAnyOrder("LOST shop.orders", "LOST shop.b");
  }

  /// Of tables that nobody publishes nothing was read, so what is there already is not known.
  @Test
  void ifNotExistsIsBelievedOnlyWhereAllTablesWereTold() {
    assertThat(apply("create table if not exists orders (zz int)")).isEmpty();
    assertThat(known("orders").columns()).hasSize(2);
    assertThat(apply("create table if not exists fresh (zz int)"))
        .containsExactly("CREATED shop.fresh");
    assertThat(apply("create table if not exists other.t (zz int)"))
        .containsExactly("LOST other.t");
    assertThat(apply("create table other.u (zz int)")).containsExactly("CREATED other.u");
    assertThat(apply("alter table other.nosuch add x int")).isEmpty();
    assertThat(apply("alter table shop.nosuch add x int")).containsExactly("LOST shop.nosuch");
    assertThat(apply("rename table other.nosuch to orders2")).containsExactly("LOST shop.orders2");
    assertThat(apply("create table l like other.nosuch")).containsExactly("LOST shop.l");
  }

  /// With `binlog_format=MIXED` temporary tables are in the log, and mean nothing to others.
  @Test
  void aSessionsTemporaryTableIsNotTheOneOfThatName() {
    assertThat(apply("create temporary table orders (zz int)")).isEmpty();
    assertThat(apply("alter table orders add yy int")).isEmpty();
    assertThat(known("orders").columns()).hasSize(2);
    assertThat(apply("drop table orders")).isEmpty();
    assertThat(apply("alter table orders add yy int")).hasSize(1);
    assertThat(apply("create temporary table orders (zz int)")).isEmpty();
    catalog.forgetTemporaryTables();
    assertThat(apply("drop table orders")).hasSize(1);
  }

  @Test
  void namesFoldWhereTheServerFoldsThem() {
    var folding = new Catalog(new ServerTraits(false, 90_704, 1, true), (s, t) -> true);
    folding.addSchema("shop", "latin1");
    folding.apply("create table SHOP.Orders (a int)", in(""));
    folding.apply("alter table shop.ORDERS add B int", in(""));
    assertThat(folding.table("shop", "orders").toString()).contains("shop.orders");
    assertThat(folding.table("Shop", "Orders")).isInstanceOf(CatalogEntry.Known.class);
    assertThat(apply("alter table ORDERS add x int")).containsExactly("LOST shop.ORDERS");
    assertThat(known("orders").columns()).hasSize(2);
  }

  @Test
  void executableCommentsCountUpToTheServersVersion() {
    assertThat(apply("/*!40000 alter table*/ orders add a int /*!90705 , add b int */")).hasSize(1);
    assertThat(apply("alter table orders /*M!100000 add c int, */ add d int")).hasSize(1);
    assertThat(known("orders").columns())
        .extracting(Column::name)
        .containsExactly("id", "name", "a", "d");
  }

  @Test
  void documentsAreReadBackWhole() {
    var labels = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      labels.append(i == 0 ? "" : ",").append("'label ").append(i).append(" ü'");
    }
    assertThat(apply("create table big (a enum(" + labels + "))")).hasSize(1);
    assertThat(apply("create table `t\tab\n\\` (`a\tb` int, c enum('\\n','x\ty'))")).hasSize(1);
    assertThat(apply("create table lost (a frob)")).hasSize(1);
    Map<String, String> documents = catalog.documents();
    assertThat(documents.values())
        .allSatisfy(document ->
            assertThat(document.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(Catalog.DOCUMENT_BYTES_MAX));
    Catalog read = Catalog.read(MYSQL, (s, t) -> true, documents.values());
    assertThat(read.documents()).isEqualTo(documents);
    catalog.eachTable((schema, table) ->
        assertThat(words(read.table(schema, table)))
            .isEqualTo(words(catalog.table(schema, table))));
    assertThat(why(read.table("shop", "lost"))).isEqualTo(why(catalog.table("shop", "lost")));
    assertThat(read.apply("create table n (a text)", in("other"))).hasSize(1);
    assertThat(words(read.table("other", "n"))).contains("latin1");
  }

  private static String words(CatalogEntry entry) {
    return entry instanceof CatalogEntry.Known(var table)
        ? table + " " + table.columns() + " " + table.key()
        : entry.toString();
  }

  /// A checkpoint that came without one of its documents must not begin with tables missing.
  @Test
  void documentsThatAreNotWholeAreRefused() {
    var labels = "'x',".repeat(20_000);
    var big = new ArrayList<ColumnRow>();
    big.add(new ColumnRow("shop", "big", "a", "enum(" + labels + "'y')", "latin1", true, 0));
    catalog.addTable(big, null);
    var documents = new ArrayList<>(catalog.documents().values());
    assertThat(documents).hasSizeGreaterThan(3);
    String pieces =
        documents.stream().filter(d -> d.startsWith(" 1 2", 49)).findAny().orElseThrow();
    documents.remove(pieces);
    assertThatThrownBy(() -> Catalog.read(MYSQL, (s, t) -> true, documents))
        .isInstanceOf(CatalogException.class)
        .hasMessage("table definitions lack piece 1 of 2");
    documents.add(pieces.replace("'x','x'", "'x','z'"));
    assertThatThrownBy(() -> Catalog.read(MYSQL, (s, t) -> true, documents))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("table definitions are damaged");
    assertThatThrownBy(
            () -> Catalog.read(MYSQL, (s, t) -> true, List.of("wherry-catalog 2 x 1 1\n")))
        .hasMessage("table definitions are of version 2, this program reads 1");
    assertThatThrownBy(() -> Catalog.read(MYSQL, (s, t) -> true, List.of("x")))
        .hasMessage("a document of table definitions is not one");
  }

  /// The checkpoint is written anew after every statement: that must not mean 100 documents.
  @Test
  void aChangeOfOneTableChangesOneDocumentOfMany() {
    for (int i = 0; i < 2_000; i++) {
      catalog.apply(
          "create table t" + i + " (id int primary key, name varchar(20), note text)", in("shop"));
    }
    var before = new HashSet<>(catalog.documents().keySet());
    assertThat(before).hasSizeGreaterThan(3);
    catalog.apply("alter table t1000 add more int", in("shop"));
    var after = new HashSet<>(catalog.documents().keySet());
    after.removeAll(before);
    assertThat(after).hasSize(1);
    for (int i = 0; i < 2_000; i++) {
      catalog.apply("drop table t" + i, in("shop"));
    }
    assertThat(catalog.documents()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void eachChangeSaysItsStatement() {
    assertThat(catalog.apply("DROP TABLE orders", in("shop")))
        .containsExactly(new CatalogChange(Kind.DROPPED, "shop", "orders", "DROP TABLE", ""));
  }
}
