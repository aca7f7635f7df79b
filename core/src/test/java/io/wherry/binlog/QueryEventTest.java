package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Statements as servers wrote them.
class QueryEventTest {
  /// MySQL 9.7.4: `create database if not exists t`, with all of its status variables.
  private static final String CREATE =
      "0e0000000000000001"
          + "0000"
          + "2c00"
          + "0000000000012800a04500000000060373746404ff00ff00ff000c017400112c00000000000000"
          + "12ff0014007400"
          + "637265617465206461746162617365206966206e6f74206578697374732074";

  private final EventReader reader = Events.reader(false);

  private QueryEvent read(String body) {
    assertThat(reader.read(Events.of(2, 0, 500, body))).isEqualTo(EventType.QUERY);
    return reader.query();
  }

  /// A statement of a session with charset 8 (latin1) or whatever the variables say.
  private QueryEvent statement(String variables, byte[] sql) {
    int length = variables.length() / 2;
    return read(
        "0000000000000000"
            + "00"
            + "0000"
            + HexFormat.of().toHexDigits((byte) length)
            + "00"
            + variables
            + "00"
            + HexFormat.of().formatHex(sql));
  }

  private QueryEvent statement(String sql) {
    return statement("", sql.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStatementComesWithItsDatabaseCharsetAndMode() {
    QueryEvent query = read(CREATE);
    assertThat(query.schema()).isEqualTo("t");
    assertThat(query.sqlText()).isEqualTo("create database if not exists t");
    assertThat(query.charset()).isEqualTo("utf8mb4");
    assertThat(query.sqlMode()).isEqualTo(0x45a00028);
    assertThat(query.errorCode()).isZero();
    assertThat(query.isBegin()).isFalse();
  }

  /// What the DDL reader sees must be what was typed, in whatever charset the client spoke.
  @Test
  void aStatementIsReadInItsOwnCharset() {
    byte[] latin1 = "alter table `caf\u00e9` add x int".getBytes(StandardCharsets.ISO_8859_1);
    QueryEvent query = statement("04" + "0800" + "0800" + "0800", latin1);
    assertThat(query.charset()).isEqualTo("latin1");
    assertThat(query.sqlText()).isEqualTo("alter table `café` add x int");
    assertThat(statement("create table ü (a int)").sqlText()).isEqualTo("create table ü (a int)");
    assertThat(reader.query().charset()).isNull();
  }

  /// What a statement makes of a table depends on these; the event says them behind others.
  @Test
  void aStatementComesWithWhatItsSessionDefaultsTo() {
    QueryEvent query =
        statement(
            "04" + "0800" + "2100" + "3f00" + "0c" + "01" + "7400" + "10" + "01", new byte[] {'x'});
    assertThat(query.charset()).isEqualTo("latin1");
    assertThat(query.connectionCharset()).isEqualTo("utf8mb3");
    assertThat(query.serverCharset()).isEqualTo("binary");
    assertThat(query.explicitTimestamps()).isTrue();
    query = statement("00" + "00000001", new byte[] {'x'});
    assertThat(query.explicitTimestamps()).isNull();
    assertThat(query.serverCharset()).isNull();
  }

  /// A server that adds a variable must not cost us the ones before it.
  @Test
  void readingEndsAtAnUnknownVariable() {
    QueryEvent query = statement("04" + "0800" + "08000800" + "f0" + "01", new byte[] {'x'});
    assertThat(query.charset()).isEqualTo("latin1");
    assertThat(query.sqlText()).isEqualTo("x");
  }

  @Test
  void theEndsOfTransactionsAreTold() {
    assertThat(statement("BEGIN").isBegin()).isTrue();
    assertThat(statement("begin").isBegin()).isTrue();
    assertThat(statement("COMMIT").isCommit()).isTrue();
    assertThat(statement("ROLLBACK").isRollback()).isTrue();
    assertThat(statement("ROLLBACK TO `a`").isRollback()).isFalse();
    assertThat(statement("BEGIN WORK").isBegin()).isFalse();
    assertThat(statement("b%gin").isBegin()).isFalse();
    assertThat(statement("").isCommit()).isFalse();
  }

  @Test
  void aLengthThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> read("0000000000000000" + "00" + "0000" + "0100" + "00"))
        .isInstanceOf(BinlogException.class)
        .hasMessageEndingWith(" QUERY: needs 1 bytes, 0 left");
  }
}
