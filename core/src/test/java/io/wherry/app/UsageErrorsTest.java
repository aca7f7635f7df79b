package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person reads who typed something wrong: one line for each problem, all at once.
class UsageErrorsTest {
  private static final String SOURCE = "--source.url=mysql://repl:secret@db";
  private static final String HINT = " (wherry run --help shows all options)";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvFileSource(resources = "usage-errors.txt", delimiter = '|', maxCharsPerColumn = 500)
  void oneProblemIsOneLine(String argument, String line) {
    Trial trial = Trial.of("run", SOURCE, argument);
    assertThat(trial.errLines()).containsExactly("wherry: " + line + HINT);
    assertThat(trial.status).isEqualTo(2);
    assertThat(trial.heard).isEmpty();
    assertThat(trial.out()).isEmpty();
  }

  // A URL is refused before it is used: its password must not end up in a terminal or a log.
  @ParameterizedTest
  @CsvFileSource(resources = "url-errors.txt", delimiter = '|', maxCharsPerColumn = 500)
  void aWrongUrlIsExplainedWithoutItsPassword(String url, String reason) {
    Trial trial = Trial.of("run", "--source.url=" + url);
    assertThat(trial.errLines()).containsExactly("wherry: --source.url " + reason + HINT);
    assertThat(trial.err()).doesNotContain("hush");
    assertThat(trial.status).isEqualTo(2);
  }

  // One problem at a time would mean one start at a time.
  @Test
  void allProblemsAreSaidAtOnce() throws Exception {
    Path file = folder.resolve("wherry.yaml");
    Files.writeString(file, "sink:\n  create: some\n  shards: 4\nformat: sed\n");
    Trial trial =
        Trial.of(
            Map.of("WHERRY_SINK_KEY", "rows", "WHERRY_SOURCE_TLS", "on"),
            "run",
            "--sorce.url=mysql://repl:secret@db",
            "--until",
            "--config=" + file,
            "--zzz",
            "extra",
            "extra2");
    assertThat(trial.errLines())
        .containsExactly(
            "wherry: --until has no value: write --until=POSITION",
            "wherry: unknown option --sorce.url; did you mean --source.url?",
            "wherry: unknown option --zzz",
            "wherry: unexpected argument extra2",
            "wherry: " + file + ":3: unknown key sink.shards",
            "wherry: WHERRY_SOURCE_TLS=on: must be disabled, preferred, required, verify-ca or"
                + " verify-identity",
            "wherry: "
                + file
                + ":2 sink.create=some: must be a number from 1 to 10000 (shards), or on-demand",
            "wherry: WHERRY_SINK_KEY=rows: must be row, table, schema, column:NAME or"
                + " constant:TEXT; did you mean row?",
            "wherry: "
                + file
                + ":4 format=sed: must be wherry, seed, maxwell or debezium; did you mean seed?",
            "wherry: 9 problems; wherry run --help shows all options");
    assertThat(trial.status).isEqualTo(2);
  }

  @Test
  void theServerToFollowMustBeNamed() {
    assertThat(Trial.of("check").errLines())
        .containsExactly(
            "wherry: --source.url is missing: say which server to follow with"
                + " --source.url=mysql://USER:PASSWORD@HOST:PORT, WHERRY_SOURCE_URL or"
                + " --config=FILE (wherry check --help shows all options)");
  }

  // To ignore it would put records of another shape into the stream than was asked for.
  @Test
  void anOptionOfAnotherFormatIsRefused() throws Exception {
    Path file = folder.resolve("wherry.yaml");
    Files.writeString(file, "format.debezium.topic.prefix: shop\n");
    Trial trial =
        Trial.of(
            Map.of("WHERRY_FORMAT_DECIMALS", "number"),
            "run",
            SOURCE,
            "--format=maxwell",
            "--config=" + file,
            "--format.debezium.provide.transaction.metadata");
    assertThat(trial.errLines())
        .containsExactly(
            "wherry: WHERRY_FORMAT_DECIMALS is an option of --format=seed or wherry, not of"
                + " maxwell: leave it out, or change the format",
            "wherry: --format.debezium.provide.transaction.metadata is an option of"
                + " --format=debezium, not of maxwell: leave it out, or change the format",
            "wherry: "
                + file
                + ":1 format.debezium.topic.prefix is an option of --format=debezium, not of"
                + " maxwell: leave it out, or change the format",
            "wherry: 3 problems; wherry run --help shows all options");
    assertThat(Trial.of("run", SOURCE, "--format.maxwell.output-nulls=true").errLines())
        .containsExactly(
            "wherry: --format.maxwell.output-nulls is an option of --format=maxwell, not of wherry:"
                + " leave it out, or change the format"
                + HINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxwell | maxwell.output-nulls=no | must be true or false
          debezium | debezium.decimal.handling.mode=exact | must be precise, double or string
          debezium | debezium.time.precision.mode=isostring | \
          must be adaptive_time_microseconds, adaptive or connect
          debezium | debezium.binary.handling.mode=base64url | \
          must be bytes, base64, base64-url-safe or hex; did you mean base64?
          debezium | debezium.bigint.unsigned.handling.mode=true | must be long or precise
          debezium | debezium.topic.prefix=my shop | \
          must be letters, digits, dots, dashes and underscores
          """)
  void aWrongOptionOfAFormatIsOneLine(String format, String option, String reason) {
    Trial trial = Trial.of("run", SOURCE, "--format=" + format, "--format." + option);
    assertThat(trial.errLines())
        .containsExactly("wherry: --format." + option + ": " + reason + HINT);
    assertThat(trial.status).isEqualTo(2);
  }

  // The last of two would win in silence, and rows would go where nobody looks.
  @Test
  void anOptionGivenTwiceIsNotGuessed() {
    assertThat(Trial.of("run", SOURCE, "--sink=stdout", "--sink=kinesis:orders").errLines())
        .containsExactly("wherry: --sink is given 2 times: give it once" + HINT);
  }

  // Otherwise `--start --until=latest` would start at a position called "--until=latest".
  @Test
  void anOptionIsNoValueOfAnother() {
    assertThat(Trial.of("run", SOURCE, "--start", "--until=latest").errLines())
        .containsExactly("wherry: --start has no value: write --start=POSITION" + HINT);
  }

  // Who names an authority believes that the certificate is checked against it.
  @Test
  void anAuthorityThatNobodyAsksIsRefused() throws Exception {
    Path pem = Files.createFile(folder.resolve("ca.pem"));
    assertThat(Trial.of("run", SOURCE, "--source.tls.ca=" + pem).errLines())
        .containsExactly(
            "wherry: --source.tls.ca is not used with --source.tls=preferred, which accepts every"
                + " certificate: give --source.tls=verify-ca or verify-identity"
                + HINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rum                     | unknown command rum; did you mean run?
          publish                 | unknown command publish: wherry --help lists them
          --source.url=mysql://x  | options come after a command: wherry run --source.url…
          demo | demo is not in this distribution: run ./wherry demo in Wherry's source tree
          """)
  void aCommandThatIsNotThere(String word, String line) {
    Trial trial = Trial.of(word);
    assertThat(trial.errLines()).containsExactly("wherry: " + line);
    assertThat(trial.status).isEqualTo(2);
  }

  @Test
  void noCommandAtAll() {
    Trial trial = Trial.of();
    assertThat(trial.errLines())
        .containsExactly("wherry: no command given: wherry --help lists them");
    assertThat(trial.status).isEqualTo(2);
  }

  @Test
  void aPasswordFileWithoutAPassword() throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), "\nhush\n");
    assertThat(Trial.of("run", SOURCE, "--source.password-file=" + file).errLines())
        .containsExactly(
            "wherry: --source.password-file="
                + file
                + ": its first line is empty: put the password there"
                + HINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [b                    | :1: is no YAML: while parsing a flow sequence
          - sink                   | :1: must be one mapping of settings, like source.url: …
          'sink: stdout\nsink: x'  | :2: is no YAML: Duplicate field 'sink'
          tables.include: {a: b}   | :1: unknown key tables.include.a; did you mean tables.include?
          tables.include: [[a]]    | :1: tables.include must be a list of plain values
          config: x.yaml           | :1: unknown key config
          """)
  void aFileThatCannotBeUnderstood(String text, String line) throws Exception {
    Path file = folder.resolve("wherry.yaml");
    Files.writeString(file, text.replace("\\n", "\n"));
    assertThat(Trial.of("run", SOURCE, "--config=" + file).errLines())
        .first()
        .asString()
        .startsWith("wherry: " + file + line);
  }
}
