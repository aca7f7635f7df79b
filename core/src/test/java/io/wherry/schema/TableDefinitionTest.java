package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionTest {
  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("tinyint(1)", new ColumnType.Int(1, false)),
        Arguments.of("tinyint unsigned", new ColumnType.Int(1, true)),
        Arguments.of("smallint(5) unsigned", new ColumnType.Int(2, true)),
        Arguments.of("mediumint(9)", new ColumnType.Int(3, false)),
        Arguments.of("int", new ColumnType.Int(4, false)),
        Arguments.of("int(10) unsigned zerofill", new ColumnType.Int(4, true)),
        Arguments.of("bigint(20) unsigned", new ColumnType.Int(8, true)),
        Arguments.of("decimal(10,2)", new ColumnType.Decimal(10, 2)),
        Arguments.of("decimal(65,30) unsigned", new ColumnType.Decimal(65, 30)),
        Arguments.of("float", new ColumnType.Real(4, ColumnType.Real.SHORTEST)),
        Arguments.of("float(7,2)", new ColumnType.Real(4, 2)),
        Arguments.of("double unsigned", new ColumnType.Real(8, ColumnType.Real.SHORTEST)),
        Arguments.of("double(10,0) unsigned zerofill", new ColumnType.Real(8, 0)),
        Arguments.of("bit(8)", new ColumnType.Bit(8)),
        Arguments.of("year(4)", new ColumnType.Year()),
        Arguments.of("year", new ColumnType.Year()),
        Arguments.of("char(3)", new ColumnType.Text("utf8mb4")),
        Arguments.of("varchar(20)", new ColumnType.Text("utf8mb4")),
        Arguments.of("longtext", new ColumnType.Text("utf8mb4")),
        Arguments.of("binary(16)", new ColumnType.Binary(16)),
        Arguments.of("varbinary(16)", new ColumnType.Binary(0)),
        Arguments.of("mediumblob", new ColumnType.Binary(0)),
        Arguments.of("date", new ColumnType.Date()),
        Arguments.of("time", new ColumnType.Time(0)),
        Arguments.of("time(6)", new ColumnType.Time(6)),
        Arguments.of("datetime(1)", new ColumnType.Datetime(1)),
        Arguments.of("timestamp(3)", new ColumnType.Timestamp(3)),
        Arguments.of("json", new ColumnType.Json()),
        Arguments.of("point", new ColumnType.Geometry()),
        Arguments.of("geomcollection", new ColumnType.Geometry()),
        Arguments.of("vector(3)", new ColumnType.Vector(3)),
        Arguments.of("uuid", new ColumnType.Uuid()),
        Arguments.of("inet4", new ColumnType.Inet4()),
        Arguments.of("inet6", new ColumnType.Inet6()),
        Arguments.of("varchar(20) /*M!100301 COMPRESSED*/", new ColumnType.Text("utf8mb4")),
        Arguments.of("blob /*M!100301 COMPRESSED*/", new ColumnType.Binary(0)),
        Arguments.of("datetime(3) /* mariadb-5.3 */", new ColumnType.Datetime(3)),
        Arguments.of("time /* 5.5 binary format */", new ColumnType.Time(0)),
        Arguments.of("set('a','b')", new ColumnType.LabelSet(List.of("a", "b"))),
        Arguments.of("enum('it''s','a,b)','')", labels("it's", "a,b)", "")),
        Arguments.of("enum('a\\\\b','c\\nd','\\0')", labels("a\\b", "c\nd", "\0")));
  }

  private static ColumnType labels(String... labels) {
    return new ColumnType.Enumeration(List.of(labels));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aColumnTypeIsReadAsTheServerWritesIt(String text, ColumnType type) {
    assertThat(ColumnTypeText.read(text, "utf8mb4")).isEqualTo(type);
  }

  // To take one of these for something it is not would publish wrong values.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vector",
        "xmltype",
        "year(2)",
        "decimal(10,2)/*old*/",
        "varchar(20) /* whatever */",
        "int(",
        "int(x)",
        "decimal(99999999999,2)",
        "enum('a'",
        "enum('a','b') x",
        "enum()",
        "",
      })
  void anyOtherTypeCannotBeRead(String text) {
    assertThat(ColumnTypeText.read(text, "utf8mb4")).isNull();
  }

  @Test
  void theKeyIsInKeyOrder() {
    var definition =
        TableDefinition.of(List.of(row("a", "int", 2), row("b", "int", 0), row("c", "date", 1)));
    var table = ((TableDefinition.Known) definition).table();
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
    assertThat(table.columns()).extracting(Column::index).containsExactly(0, 1, 2);
    assertThat(table.key()).extracting(Column::name).containsExactly("c", "a");
  }

  // One odd column must not stop a start, only the rows of its own table.
  @Test
  void aTableWithATypeThatCannotBeReadSaysWhich() {
    assertThat(TableDefinition.of(List.of(row("a", "int", 1), row("b", "xmltype", 0))))
        .isEqualTo(new TableDefinition.Unsupported("shop", "orders", "b", "xmltype"));
  }

  private static ColumnRow row(String name, String type, int keyPart) {
    return new ColumnRow("shop", "orders", name, type, null, false, keyPart);
  }
}
