package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The oracle of the statement reader: a real server runs each statement and logs it; the catalog
/// that follows the log must be what the server shows then.
///
/// Longer, on more servers: `mvn -pl core -am test -Dtest=CatalogOracleTest -Dtest.left.out=
/// -Dddl.statements=5000 -Dddl.servers=MYSQL_9_7,MYSQL_5_6,MARIADB_10_11,MARIADB_11_4,MARIADB_11_8
/// [-Dseed=N]`.
@Tag("server")
class CatalogOracleTest {
  /// Random statements tried on each server; some two of three are refused.
  private static final int STATEMENTS = Integer.getInteger("ddl.statements", 150);

  private static final int BETWEEN_SAVES = 50;

  private static final long SEED = Long.getLong("seed", 1);

  /// What is not followed, and why that is right: what the servers make of these the log does not
  /// say.
  private static final List<String> NOT_FOLLOWED =
      List.of(
          "CONVERT of labels that are not ASCII",
          "CONVERT and a default charset besides",
          "a label in charset ",
          "a label with a backslash under NO_BACKSLASH_ESCAPES",
          "my_row_id becomes invisible",
          "two new names");

  /// The default charset after a CONVERT that converts nothing, which hangs on settings that the
  /// log does not have.
  private static final String NOT_FOLLOWED_ON_5_6 = "the default charset is not known";

  static Stream<Kind> servers() {
    String names = System.getProperty("ddl.servers", "MYSQL_9_7,MYSQL_5_6,MARIADB_10_11");
    return Arrays.stream(names.split(",", -1)).map(Kind::valueOf);
  }

  /// A clause that is misread gives wrong names or values in silence: no row would fit less.
  @ParameterizedTest
  @MethodSource("servers")
  void theCatalogIsWhatTheServerShowsAfterEachStatement(Kind kind) {
    try (Database server = Database.start(kind)) {
      try (var judge = new CatalogJudge(server)) {
        run(judge, "every-server.sql");
        run(
            judge,
            switch (kind) {
              case MYSQL_9_7 -> "mysql-9.7.sql";
              case MYSQL_5_6 -> "mysql-5.6.sql";
              case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> "mariadb.sql";
            });
        int written = judge.compared();
        random(server, judge, kind);
        System.out.printf(
            "statements compared on %s: %d written, %d random; not followed: %s%n",
            kind.label(), written, judge.compared() - written, judge.unknown());
        assertThat(judge.differences()).as("seed %d", SEED).isEmpty();
        assertThat(judge.unknown().keySet())
            .as("seed %d", SEED)
            .allMatch(why ->
                NOT_FOLLOWED.stream().anyMatch(why::startsWith)
                    || (kind == Kind.MYSQL_5_6 && why.equals(NOT_FOLLOWED_ON_5_6)));
      }
    }
  }

  private static void run(CatalogJudge judge, String file) {
    for (String sql : statements(file)) {
      judge.run(sql);
    }
    judge.save();
  }

  /// The statements of a file, each with `;` and a line's end behind it.
  static List<String> statements(String file) {
    try (InputStream in =
        Objects.requireNonNull(CatalogOracleTest.class.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split(";\n", -1)).filter(sql -> !sql.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void random(Database server, CatalogJudge judge, Kind kind) {
    for (String schema :
        server.query("select schema_name from information_schema.schemata").stream()
            .map(row -> String.valueOf(row.getFirst()))
            .filter(schema -> schema.matches("[a-z]+[0-9]"))
            .toList()) {
      judge.run("drop database " + schema);
    }
    judge.run("create database r1 character set latin1");
    judge.run("create database r2 character set utf8");
    judge.run("set sql_mode = ''");
    judge.run("use r1");
    var ddl =
        new RandomDdl(
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED), kind, List.of("r1", "r2"));
    for (int i = 0; i < STATEMENTS && judge.differences().isEmpty(); i++) {
      judge.run(ddl.next(judge.tables()));
      if (i % BETWEEN_SAVES == 0) {
        judge.save();
      }
    }
  }
}
