package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A log that is encrypted on the disk (MySQL's `binlog_encryption=ON`): the server decrypts what
/// it sends, and counts places without the 512 bytes that stand in front of the ciphertext.
@Tag("server")
class EncryptedLogTest {
  private static final int ENCRYPTED_MAGIC = 0xFD;

  @Test
  void aLogThatIsEncryptedOnTheDiskIsReadFromEveryStart() throws IOException, InterruptedException {
    try (Database database = Database.startEncrypted()) {
      String schema = database.freshSchema();
      String table = schema + ".t";
      database.sql("create table " + table + " (id int primary key, name varchar(50))");
      String start = database.position();
      database.sql("insert into " + table + " values (1, 'in the clear')");
      Thread.sleep(1_100);
      String time = Instant.now().toString();
      database.sql("flush binary logs", "insert into " + table + " values (2, 'next file')");
      String gtids = database.gtids();
      database.restart();
      database.sql(
          "begin",
          "insert into " + table + " values (3, 'after a restart')",
          "update " + table + " set name = repeat('x', 20) where id = 3",
          "commit");
      List<String> all =
          List.of(
              "insert t{1,in the clear}",
              "insert t{2,next file}",
              "insert t{3,after a restart}",
              "update t{3,after a restart}{3," + "x".repeat(20) + "}");
      assertThat(rows(database, schema, "earliest")).isEqualTo(all);
      assertThat(rows(database, schema, start)).isEqualTo(all);
      assertThat(rows(database, schema, time)).isEqualTo(all.subList(1, 4));
      assertThat(rows(database, schema, gtids)).isEqualTo(all.subList(2, 4));
      assertThat(rows(database, schema, "latest")).isEmpty();
      byte[] file = Files.readAllBytes(database.dataDir().resolve("binlog.000001"));
      assertThat(file[0] & 0xFF).isEqualTo(ENCRYPTED_MAGIC);
      assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("in the clear");
    }
  }

  private static List<String> rows(Database database, String schema, String start) {
    return Following.toTheEnd(database, schema, start).stream()
        .filter(word -> word.contains("{"))
        .toList();
  }
}
