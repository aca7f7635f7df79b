package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.app.RunOptions.Decimals;
import io.wherry.app.RunOptions.Format;
import io.wherry.app.RunOptions.KeyChange;
import io.wherry.app.RunOptions.Ordering;
import io.wherry.app.RunOptions.Tls;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.maxwell.MaxwellOptions;
import io.wherry.kinesis.KinesisOptions.Transport;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.source.StatementOptions.OnRowless;
import io.wherry.source.StatementOptions.OnStatement;
import io.wherry.transform.KeyRule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From what a person gives, in whatever place, to what the engine is asked to do.
class RunOptionsTest {
  private static final String SOURCE = "--source.url=mysql://repl:secret@db";

  @TempDir Path folder;

  private static RunOptions.Message message(Format format, Decimals decimals, KeyChange keyChange) {
    return new RunOptions.Message(
        format, decimals, false, keyChange, MaxwellOptions.DEFAULT, DebeziumOptions.DEFAULT);
  }

  private static CheckpointOptions inDynamoDb() {
    return new CheckpointOptions(
        new CheckpointTarget.DynamoDb("table", "wherry"),
        false,
        Duration.ofSeconds(5),
        Optional.of(URI.create("http://127.0.0.1:8000")),
        Optional.of("eu-central-1"),
        new Secret(""),
        Tls.PREFERRED,
        Optional.empty());
  }

  @Test
  void theServerAloneIsEnough() {
    RunOptions options = Trial.of("run", SOURCE).options();
    assertThat(options)
        .isEqualTo(
            new RunOptions(
                new RunOptions.Source(
                    List.of(new RunOptions.Address("db", 3306)),
                    "repl",
                    new Secret("secret"),
                    OptionalLong.empty(),
                    Tls.PREFERRED,
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RunOptions.Sink(
                    new SinkTarget.Stdout(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Transport.LEAN,
                    Ordering.CHECKED,
                    Optional.empty(),
                    new KeyRule.ByRow()),
                message(Format.WHERRY, Decimals.STRING, KeyChange.SPLIT),
                List.of(),
                List.of(),
                new RunOptions.Statements(OnStatement.STOP, OnRowless.WARN, false),
                Optional.empty(),
                false));
  }

  private static RunOptions.Sink everyOptionOfTheSink() {
    return new RunOptions.Sink(
        new SinkTarget.Kinesis("orders"),
        Optional.of(URI.create("http://127.0.0.1:4567")),
        Optional.of("eu-central-1"),
        Optional.of(new StreamCapacity.OnDemand()),
        true,
        Transport.SDK,
        Ordering.STRICT,
        Optional.of(new DeadLetterTarget.File(Path.of("dead"))),
        new KeyRule.ByColumn("customer"));
  }

  @Test
  void everyOptionReachesTheEngine() throws Exception {
    Path pem = Files.createFile(folder.resolve("ca.pem"));
    Path password = Files.writeString(folder.resolve("pw"), "hush hush \r\nmore\n");
    RunOptions options =
        Trial.of(
                "check",
                "--source.url=mysql://us%40er:x@[::1]:3307/",
                "--source.password-file=" + password,
                "--source.server-id=4294967295",
                "--source.tls=verify-identity",
                "--source.tls.ca=" + pem,
                "--start=earliest",
                "--until",
                "binlog.000007:4711",
                "--restart-from=2026-11-22T10:00:00Z",
                "--sink=kinesis:orders",
                "--sink.endpoint=http://127.0.0.1:4567",
                "--sink.region=eu-central-1",
                "--sink.create=on-demand",
                "--sink.aggregate=true",
                "--sink.transport=sdk",
                "--sink.ordering=strict",
                "--oversize=dead-letter",
                "--oversize.dead-letter=dead",
                "--sink.key=column:customer",
                "--format=seed",
                "--format.decimals=number",
                "--key-change=split",
                "--tables.include=shop.*, crm.customers",
                "--tables.include=*.x",
                "--tables.exclude=shop.tmp_*",
                "--on-statement=warn",
                "--on-rowless=publish",
                "--ddl",
                "--checkpoint=dynamodb:table",
                "--checkpoint.endpoint=http://127.0.0.1:8000",
                "--schema=" + pem,
                "--debug")
            .options();
    assertThat(options)
        .isEqualTo(
            new RunOptions(
                new RunOptions.Source(
                    List.of(new RunOptions.Address("::1", 3307)),
                    "us@er",
                    new Secret("hush hush "),
                    OptionalLong.of(4294967295L),
                    Tls.VERIFY_IDENTITY,
                    Optional.of(pem),
                    Optional.of(pem)),
                Optional.of("earliest"),
                Optional.of("binlog.000007:4711"),
                Optional.of("2026-11-22T10:00:00Z"),
                everyOptionOfTheSink(),
                message(Format.SEED, Decimals.NUMBER, KeyChange.SPLIT),
                List.of("shop.*", "crm.customers", "*.x"),
                List.of("shop.tmp_*"),
                new RunOptions.Statements(OnStatement.WARN, OnRowless.PUBLISH, true),
                Optional.of(inDynamoDb()),
                true));
  }

  @Test
  void everyOptionOfTheCheckpointReachesTheEngine() throws Exception {
    Path pem = Files.createFile(folder.resolve("ca.pem"));
    Path password = Files.writeString(folder.resolve("pw"), "hush hush \r\nmore\n");
    RunOptions options =
        Trial.of(
                "check",
                SOURCE,
                "--sink.region=eu-central-1",
                "--checkpoint=mysql://check%40:x@store:3310/wh%20y/orders",
                "--checkpoint.password-file=" + password,
                "--checkpoint.lease=30",
                "--checkpoint.tls=verify-ca",
                "--checkpoint.tls.ca=" + pem,
                "--standby")
            .options();
    assertThat(options.checkpoint())
        .contains(
            new CheckpointOptions(
                new CheckpointTarget.MySql(
                    new SourceUrl(
                        List.of(new SourceUrl.Host("store", 3310)),
                        "check@",
                        Optional.of(new Secret("x"))),
                    "wh y",
                    "orders"),
                true,
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.of("eu-central-1"),
                new Secret("hush hush "),
                Tls.VERIFY_CA,
                Optional.of(pem)))
        .map(CheckpointOptions::toString)
        .contains("mysql://check@@store:3310/wh y/orders");
  }

  @Test
  void aCheckpointInATableHasANameUnlessOneIsGiven() {
    assertThat(Trial.of("run", SOURCE, "--checkpoint=dynamodb:table").options().checkpoint())
        .hasValueSatisfying(c -> assertThat(c).hasToString("dynamodb:table/wherry"));
    assertThat(
            Trial.of("run", SOURCE, "--checkpoint=mariadb://u:p@[::1]/db").options().checkpoint())
        .hasValueSatisfying(c -> assertThat(c).hasToString("mysql://u@::1:3306/db/wherry"));
    assertThat(Trial.of("run", SOURCE, "--checkpoint=file:a:b").options().checkpoint())
        .hasValueSatisfying(c -> assertThat(c).hasToString("a:b"));
  }

  @Test
  void seedKeepsAKeyChangeInOneRecordUnlessToldOtherwise() {
    assertThat(Trial.of("run", SOURCE, "--format=seed").options().message().keyChange())
        .isEqualTo(KeyChange.UPDATE);
  }

  @Test
  void maxwellKeepsAKeyChangeInOneRecordAndDebeziumSplitsIt() {
    assertThat(Trial.of("run", SOURCE, "--format=maxwell").options().message().keyChange())
        .isEqualTo(KeyChange.UPDATE);
    assertThat(Trial.of("run", SOURCE, "--format=debezium").options().message().keyChange())
        .isEqualTo(KeyChange.SPLIT);
  }

  @Test
  void optionsOfAFormatReachTheEngine() {
    assertThat(
            Trial.of(
                    "run",
                    SOURCE,
                    "--format=maxwell",
                    "--format.maxwell.output-binlog-position=true",
                    "--format.maxwell.output-gtid-position=true",
                    "--format.maxwell.output-commit-info=false",
                    "--format.maxwell.output-xoffset=true",
                    "--format.maxwell.output-nulls=false",
                    "--format.maxwell.output-server-id=true",
                    "--format.maxwell.output-thread-id=true",
                    "--format.maxwell.output-primary-keys=true",
                    "--format.maxwell.output-primary-key-columns=true",
                    "--format.maxwell.output-null-zerodates=true",
                    "--format.maxwell.output-row-query=true")
                .options()
                .message()
                .maxwell())
        .isEqualTo(
            new MaxwellOptions(true, true, false, true, false, true, true, true, true, true, true));
    assertThat(
            Trial.of(
                    "run",
                    SOURCE,
                    "--format=debezium",
                    "--format.debezium.decimal.handling.mode=double",
                    "--format.debezium.time.precision.mode=connect",
                    "--format.debezium.binary.handling.mode=base64-url-safe",
                    "--format.debezium.bigint.unsigned.handling.mode=precise",
                    "--format.debezium.provide.transaction.metadata",
                    "--format.debezium.include.query",
                    "--format.debezium.topic.prefix=fulfillment")
                .options()
                .message()
                .debezium())
        .isEqualTo(
            new DebeziumOptions(
                DebeziumOptions.Decimals.DOUBLE,
                DebeziumOptions.Temporals.CONNECT,
                DebeziumOptions.Binaries.BASE64_URL_SAFE,
                DebeziumOptions.Unsigned.PRECISE,
                true,
                true,
                "fulfillment"));
  }

  // A run with another shape of records than the checkpoint's must be told so; one in which only an
  // option of a format that is not used differs must not.
  @Test
  void theDigestCoversTheOptionsOfTheChosenFormat() {
    String maxwell = digest("--format=maxwell");
    assertThat(digest("--format=maxwell", "--format.maxwell.output-xoffset=true"))
        .isNotEqualTo(maxwell);
    String debezium = digest("--format=debezium");
    assertThat(digest("--format=debezium", "--format.debezium.binary.handling.mode=hex"))
        .isNotEqualTo(debezium);
    assertThat(digest("--format=debezium", "--key-change=update")).isNotEqualTo(debezium);
    assertThat(digest("--format.decimals=number")).isNotEqualTo(digest());
    assertThat(Trial.of("run", SOURCE).options().message().shape())
        .doesNotContain("Maxwell", "Debezium");
  }

  private static String digest(String... arguments) {
    var line = new ArrayList<>(List.of("run", SOURCE));
    line.addAll(List.of(arguments));
    RunOptions options = Trial.of(line.toArray(String[]::new)).options();
    return new ConfigurationDigest(options, "encoder/1").text();
  }

  // Without one, a restart would begin at the end of the log and lose what came in between.
  @Test
  void everySinkButStdoutHasACheckpoint() {
    assertThat(Trial.of("run", SOURCE, "--sink=file:/tmp/rows").options().checkpoint())
        .hasValueSatisfying(c -> assertThat(c).hasToString("wherry.checkpoint"));
    assertThat(Trial.of("run", SOURCE, "--checkpoint=c").options().checkpoint())
        .hasValueSatisfying(c -> assertThat(c).hasToString("c"));
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    Path file = folder.resolve("wherry.yaml");
    Files.writeString(
        file,
        """
        # nested and dotted keys mean the same
        source:
          url: mysql://file:secret@db
          tls: required
          server-id: 7
        sink: kinesis:orders
        sink.create: 4
        sink.key: constant:default
        format.decimals:
        tables:
          include: [shop.*, crm.customers]
        """);
    RunOptions options =
        Trial.of(
                Map.of(
                    "WHERRY_CONFIG", file.toString(),
                    "WHERRY_SOURCE_URL", "mysql://env:secret@db",
                    "WHERRY_SOURCE_SERVER_ID", "8",
                    "WHERRY_SINK_REGION", "",
                    "WHERRY_SINK_AGGREGATE", "false",
                    "WHERRY_TABLES_EXCLUDE", "a.b,c.d"),
                "run",
                "--source.server-id=9")
            .options();
    assertThat(options.source().serverId()).hasValue(9);
    assertThat(options.source().user()).isEqualTo("env");
    assertThat(options.source().tls()).isEqualTo(Tls.REQUIRED);
    assertThat(options.sink())
        .isEqualTo(
            new RunOptions.Sink(
                new SinkTarget.Kinesis("orders"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new StreamCapacity.Provisioned(4)),
                false,
                Transport.LEAN,
                Ordering.CHECKED,
                Optional.empty(),
                new KeyRule.Constant("default")));
    assertThat(options.message().decimals()).isEqualTo(Decimals.STRING);
    assertThat(options.include()).containsExactly("shop.*", "crm.customers");
    assertThat(options.exclude()).containsExactly("a.b", "c.d");
  }

  @Test
  void aPasswordFileWinsOverTheEnvironmentAndBothOverTheUrl() throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), "from file");
    var environment = Map.of("WHERRY_SOURCE_PASSWORD", "from environment");
    assertThat(password(Trial.of("run", SOURCE))).isEqualTo("secret");
    assertThat(password(Trial.of("run", "--source.url=mysql://repl@db"))).isEmpty();
    assertThat(password(Trial.of(environment, "run", SOURCE))).isEqualTo("from environment");
    assertThat(password(Trial.of(environment, "run", SOURCE, "--source.password-file=" + file)))
        .isEqualTo("from file");
    Path yaml = folder.resolve("wherry.yaml");
    Files.writeString(yaml, "source.password-file: " + file + "\nsource.url: mysql://r:u@db\n");
    assertThat(password(Trial.of("run", "--config=" + yaml))).isEqualTo("from file");
    assertThat(password(Trial.of(environment, "run", "--config=" + yaml)))
        .isEqualTo("from environment");
  }

  private static String password(Trial trial) {
    return trial.options().source().password().text();
  }

  // Options end up in logs and in exceptions sooner or later.
  @Test
  void optionsAsTextHoldNoSecret() {
    RunOptions options = Trial.of("run", SOURCE).options();
    assertThat(options.toString()).contains("repl").doesNotContain("secret");
    assertThat(SourceUrl.parse("mysql://repl:secret@db").toString())
        .isEqualTo("mysql://repl@db:3306");
  }

  @Test
  void aUrlMayHoldAnythingPercentEncoded() {
    SourceUrl url = SourceUrl.parse("mysql://r%C3%A9pl:p%3A%40%2Fw+%25@db.example:3307");
    assertThat(url)
        .isEqualTo(
            new SourceUrl(
                List.of(new SourceUrl.Host("db.example", 3307)),
                "répl",
                Optional.of(new Secret("p:@/w+%"))));
    assertThat(SourceUrl.parse("mysql://r@a,b:3307,[::1]:3308").hosts())
        .containsExactly(
            new SourceUrl.Host("a", 3306),
            new SourceUrl.Host("b", 3307),
            new SourceUrl.Host("::1", 3308));
    assertThat(SourceUrl.parse("mariadb://r:p@ss:w@h").password()).contains(new Secret("p@ss:w"));
    assertThat(SourceUrl.parse("mysql://r:@h").password()).contains(new Secret(""));
  }

  // It would be taken for a setting, and the rows go to stdout instead of the stream.
  @Test
  void aVariableThatLooksLikeAnOptionIsNamed() {
    Trial trial =
        Trial.of(Map.of("WHERRY_SINK_ENDPONT", "http://h", "WHERRY_CACHE", "/c"), "run", SOURCE);
    assertThat(trial.errLines())
        .containsExactly(
            "wherry: WHERRY_SINK_ENDPONT in the environment is no option and is not read;"
                + " did you mean WHERRY_SINK_ENDPOINT?");
    assertThat(trial.status).isZero();
  }

  @Test
  void anOptionOfAStreamWithoutAStreamIsNamed() {
    assertThat(Trial.of("run", SOURCE, "--sink.create=4").errLines())
        .containsExactly("wherry: --sink.create has no effect without --sink=kinesis:STREAM");
  }
}
