package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README tells people to type.
@Tag("server")
class ReadmeTest {
  private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  /// A user copies the consumer as it stands; with an error in it Wherry looks broken.
  @Test
  void thePythonConsumerPrintsTheRows() throws IOException {
    var consumer = PYTHON.matcher(Files.readString(Path.of("../README.md")));
    assertThat(consumer.find()).isTrue();
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    try (var kinesis = KinesisLocal.start("orders:2")) {
      database.sql("create table " + schema + ".o (id int primary key, name text)");
      String position = database.position();
      database.sql("insert into " + schema + ".o values (1, 'first'), (2, 'zweite Zeile: é')");
      Wherry.intoStream(database, schema, kinesis.endpoint(), "orders", folder)
          .toTheEnd("--start=" + position);
      assertThat(Python.run(consumer.group(1), Map.of("KINESIS_ENDPOINT", kinesis.endpoint())))
          .contains("'values': {'id': 1, 'name': 'first'}")
          .contains("'values': {'id': 2, 'name': 'zweite Zeile: é'}")
          .hasLineCount(2);
    }
  }
}
