package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PlainKinesis;
import io.wherry.server.S3Server;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that are larger than the stream takes, with S3 as the dead letter.
@Tag("server")
@Tag("slow")
class DeadLetterTest {
  private static final Pattern POINTER =
      Pattern.compile(
          "\\{\"dead_letter\":\\{\"id\":\"[0-9a-f]{32}\",\"object\":\"s3://dead/(rows/[^\"]*)\","
              + "\"bytes\":\\d+,\"partition_key\":\"[^\"]*\\.t/\\d\"}}\n");
  private static final Pattern ROW = Pattern.compile("\"id\":(\\d+),\"v\":(\\d+)");

  @TempDir Path folder;

  private final Database database = Database.shared(Kind.MYSQL_9_7);
  private final String schema = database.freshSchema();

  /// Row `id` with this version, as large as asked.
  private void write(int id, int version, boolean large) {
    String text = large ? "repeat('x', 1500000)" : "'small'";
    database.sql("replace into %s.t values (%d, %d, %s)".formatted(schema, id, version, text));
  }

  /// Each row with its version, in the order of the stream; a pointer is followed.
  private static List<String> rows(PlainKinesis kinesis, S3Server s3) {
    List<String> rows = new ArrayList<>();
    for (String record : kinesis.data("s")) {
      var pointer = POINTER.matcher(record);
      String whole = pointer.matches() ? s3.object(pointer.group(1)) : record;
      var found = ROW.matcher(whole);
      while (found.find()) {
        // An update names its row twice.
        String row = found.group(1) + ":" + found.group(2) + (pointer.matches() ? " large" : "");
        if (whole.indexOf("after_values") < found.start()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  // The bucket is away, the process dies with the record in hand, another one takes it up: the
  // record is one object, one pointer, and in its place.
  @Test
  void largeRowsLieInABucketOnceAndInOrderThroughOutagesAndKills() {
    database.sql("create table " + schema + ".t (id int primary key, v int, t longtext)");
    try (S3Server s3 = S3Server.start("dead");
        LocalStream service = LocalStream.start(LocalStreamOptions.defaults().withStream("s", 1))) {
      var kinesis = new PlainKinesis(service.endpoint());
      Wherry wherry =
          Wherry.intoStream(database, schema, service.endpoint().toString(), "s", folder)
              .environment(S3Server.CREDENTIALS)
              .with("--start=" + database.position(), "--oversize=dead-letter")
              .with(
                  "--oversize.dead-letter=s3://dead/rows", "--oversize.endpoint=" + s3.endpoint());
      try (WherryProcess run = wherry.start()) {
        write(1, 1, false);
        write(1, 2, true);
        write(1, 3, false); // large as well: a record shows what the row was
        write(1, 4, false);
        kinesis.awaitRecords("s", 4);
        s3.kill();
        write(2, 1, true);
        write(2, 2, false);
        run.awaitOutput("nothing is read until the record is written; trying again");
        run.kill();
      }
      s3.restart();
      try (WherryProcess run = wherry.start()) {
        run.awaitOutput("it is written to s3://dead/rows/");
        run.kill();
      }
      write(1, 5, true);
      wherry.toTheEnd();
      assertThat(rows(kinesis, s3))
          .containsExactly(
              "1:1", "1:2 large", "1:3 large", "1:4", "2:1 large", "2:2 large", "1:5 large");
      assertThat(s3.keys()).hasSize(5);
    }
  }
}
