package io.wherry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.LoggedStatement;
import io.wherry.change.SampleChange;
import io.wherry.change.Transaction;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every format promises. A format's test inherits it and names its golden file.
///
/// After an intended change write the golden files anew with `-Dgolden=write` and read the
/// difference.
abstract class FormatContract {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int QUIET_ROWS = 2_000;

  /// What the clock of an encoder says that has one, in milliseconds since 1970.
  static final long NOW = 1_763_832_000_151L;

  /// A fresh encoder.
  ///
  /// @param now what the clock says, in milliseconds since 1970
  abstract Encoder encoder(long now);

  /// Where a record names the table and its schema.
  abstract String tablePointer();

  abstract String schemaPointer();

  private Encoder encoder() {
    return encoder(NOW);
  }

  /// The golden file's name: one record a line, in the order of the samples.
  abstract String golden();

  static String encode(Encoder encoder, Samples.Sample sample, boolean last) {
    var out = new ByteWriter();
    encoder.begin(sample.change(), out);
    encoder.end(last, out);
    return out.utf8();
  }

  @Test
  void recordsAreByteForByteThoseOfTheGoldenFile() throws Exception {
    // A consumer parses what we printed a year ago with the code of then: any change of a byte must
    // be meant.
    var encoder = encoder();
    var lines = new ArrayList<String>();
    for (Samples.Sample sample : Samples.all()) {
      lines.add(encode(encoder, sample, true));
    }
    Path file = GOLDEN.resolve(golden());
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, String.join("", lines));
    }
    List<String> expected = Files.readString(file, UTF_8).lines().map(l -> l + "\n").toList();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).as(Samples.all().get(i).name()).isEqualTo(expected.get(i));
    }
    assertThat(expected).hasSameSizeAs(lines);
  }

  static String encode(Encoder encoder, LoggedStatement statement, boolean last) {
    var out = new ByteWriter();
    encoder.begin(statement, out);
    encoder.end(last, out);
    return out.utf8();
  }

  @Test
  void recordsOfStatementsAreThoseOfTheGoldenFile() throws Exception {
    var encoder = encoder();
    var lines = new ArrayList<String>();
    for (LoggedStatement statement : SampleStatements.all(SampleChange.exampleTransaction())) {
      lines.add(encode(encoder, statement, true));
    }
    Path file = GOLDEN.resolve(golden().replace(".jsonl", "-statements.jsonl"));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, String.join("", lines));
    }
    assertThat(String.join("", lines)).isEqualTo(Files.readString(file, UTF_8));
  }

  @Test
  void aStatementIsOneLineAndHasItsOwnIdentity() throws Exception {
    // A statement that is read again after a crash must be known again, from another server's log
    // too; else a consumer empties a table twice, the second time with new rows in it.
    var identities = new HashSet<String>();
    List<LoggedStatement> here = SampleStatements.all(SampleChange.exampleTransaction());
    List<LoggedStatement> there = SampleStatements.all(SampleStatements.elsewhere());
    for (int i = 0; i < here.size(); i++) {
      LoggedStatement statement = here.get(i);
      String line = encode(encoder(), statement, true);
      assertThat(line.indexOf('\n')).as(statement.sql()).isEqualTo(line.length() - 1);
      JsonNode parsed = JSON.readTree(line);
      assertThat(parsed.toString()).contains(JSON.writeValueAsString(statement.schema()));
      String identity = identity(encoder(), line);
      String later = encode(encoder(NOW + 1_000_000), there.get(i), false);
      assertThat(identity(encoder(), later)).as(statement.sql()).isEqualTo(identity);
      assertThat(identities.add(identity)).as(statement.sql() + " is told from others").isTrue();
    }
  }

  @Test
  void aRowBehindAStatementIsWrittenAsEver() {
    var reused = encoder();
    for (LoggedStatement statement : SampleStatements.all(SampleChange.exampleTransaction())) {
      encode(reused, statement, false);
      Samples.Sample row = Samples.named("update");
      assertThat(encode(reused, row, true)).isEqualTo(encode(encoder(), row, true));
    }
  }

  @Test
  void everyRecordIsOneLineOfJson() throws Exception {
    // A raw newline inside a record would split it in files and in Firehose; broken JSON stops a
    // consumer for good.
    for (boolean last : new boolean[] {true, false}) {
      for (Samples.Sample sample : Samples.all()) {
        String line = encode(encoder(), sample, last);
        assertThat(line.indexOf('\n')).as(sample.name()).isEqualTo(line.length() - 1);
        JsonNode parsed = JSON.readTree(line);
        assertThat(parsed.at(tablePointer()).asText()).isEqualTo(sample.change().table().name());
        assertThat(parsed.at(schemaPointer()).asText()).isEqualTo(sample.change().table().schema());
      }
    }
  }

  @Test
  void anEncoderLeavesNothingOfOneRecordInTheNext() {
    // Encoders are reused; a stale comma or tail would show only in the second record.
    var reused = encoder();
    for (Samples.Sample sample : Samples.all()) {
      encode(reused, sample, false);
    }
    for (Samples.Sample sample : Samples.all()) {
      assertThat(encode(reused, sample, true)).isEqualTo(encode(encoder(), sample, true));
    }
  }

  /// The same change, read from a log file of another server, by another clock.
  private static SampleChange elsewhere(SampleChange change) {
    var transaction = new Transaction();
    transaction.begin(change.transaction().server(), "replica-log.000777", 99, 1_800_000_000_000L);
    transaction.idWriter().write(change.transaction().id(new ByteSlice()));
    transaction.logged(true, 7);
    transaction.rows(change.number() + 3);
    return new SampleChange(
        change.table(),
        change.operation(),
        transaction,
        change.number(),
        1_800_000_000_000L,
        change.was(),
        change.is());
  }

  private static String identity(Encoder encoder, String record) {
    var out = new ByteWriter();
    encoder.identity(ByteSlice.utf8(record), out);
    return out.utf8();
  }

  @Test
  void aChangeHasTheSameIdentityWheneverAndWhereverItIsRead() {
    // After a crash the tail of the stream is compared with what is read anew, perhaps from another
    // server: a clock or a place in the identity would publish every row of it twice.
    var identities = new HashSet<String>();
    var events = new HashSet<String>();
    for (Samples.Sample sample : Samples.all()) {
      String identity = identity(encoder(), encode(encoder(), sample, true));
      var again = new Samples.Sample(sample.name(), elsewhere(sample.change()));
      String later = encode(encoder(NOW + 1_000_000), again, false);
      assertThat(identity(encoder(), later)).as(sample.name()).isEqualTo(identity);
      // Two changes of one table under one number are, in the samples alone, one event.
      if (events.add(sample.change().table() + "/" + sample.change().number())) {
        assertThat(identities.add(identity)).as(sample.name() + " is told from others").isTrue();
      }
    }
  }

  @Test
  void whatIsNoRecordHasNoIdentity() {
    // Somebody else's record in the stream must not pass for one of ours.
    for (String foreign : List.of("", "hello", "{\"a\":1}", "{\"meta\":{\"id\":", "[1]")) {
      if (golden().equals("seed.jsonl")) {
        assertThat(identity(encoder(), foreign)).isEqualTo(foreign);
      } else {
        assertThatThrownBy(() -> identity(encoder(), foreign))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void encodingARowMakesNoObject() {
    // One object a row is a collector that never rests, at two million rows a second.
    var encoder = encoder();
    var out = new ByteWriter();
    var row = new QuietChange();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (int i = 0; i < 3; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int n = 0; n < QUIET_ROWS; n++) {
        out.clear();
        encoder.begin(row, out);
        encoder.end(n % 2 == 0, out);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isLessThan(QUIET_ROWS);
  }
}
