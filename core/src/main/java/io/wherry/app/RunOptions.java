package io.wherry.app;

import io.wherry.app.OptionValues.Place;
import io.wherry.format.FormatOptions;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.maxwell.MaxwellOptions;
import io.wherry.kinesis.KinesisOptions.Transport;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.source.StatementOptions.OnRowless;
import io.wherry.source.StatementOptions.OnStatement;
import io.wherry.transform.KeyRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All that `run` and `check` need to know, parsed and checked.
///
/// @param start `--start` as written, a position
/// @param until `--until` as written, a position
/// @param restartFrom `--restart-from` as written, a position that wins over the checkpoint
/// @param include patterns `SCHEMA.TABLE` of what is published; empty: everything
/// @param exclude patterns `SCHEMA.TABLE` of what is not published, even when included
/// @param statements what becomes of statements in the log
/// @param checkpoint where to remember, and how; empty: nowhere
/// @param debug whether to explain more in the log
public record RunOptions(
    Source source,
    Optional<String> start,
    Optional<String> until,
    Optional<String> restartFrom,
    Sink sink,
    Message message,
    List<String> include,
    List<String> exclude,
    Statements statements,
    Optional<CheckpointOptions> checkpoint,
    boolean debug) {
  /// Where a server is.
  ///
  /// @param host name or address
  /// @param port TCP
  public record Address(String host, int port) {}

  /// The server to follow.
  ///
  /// @param addresses of it, and of others with the same data, in the order in which they are tried
  /// @param password empty text when none was given
  /// @param serverId the id to follow under; empty: a random one
  /// @param certificateAuthority PEM file; empty: those that Java trusts
  /// @param schema file with `CREATE TABLE` statements that hold at the start; empty: none
  public record Source(
      List<Address> addresses,
      String user,
      Secret password,
      OptionalLong serverId,
      Tls tls,
      Optional<Path> certificateAuthority,
      Optional<Path> schema) {}

  /// When to encrypt, and what to demand of the server's certificate. Source: MySQL manual,
  /// `--ssl-mode`.
  public enum Tls {
    DISABLED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_IDENTITY;

    boolean verifies() {
      return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }
  }

  /// Where records go.
  ///
  /// @param endpoint URL of the Kinesis API; empty: AWS's own
  /// @param region empty: the AWS SDK's default chain
  /// @param create how to create a missing stream; empty: it is an error
  /// @param aggregate whether many rows share a Kinesis record
  /// @param transport what carries puts
  /// @param deadLetter where records go that are too large; empty: they end the run
  public record Sink(
      SinkTarget target,
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<StreamCapacity> create,
      boolean aggregate,
      Transport transport,
      Ordering ordering,
      Optional<DeadLetterTarget> deadLetter,
      KeyRule key) {}

  /// What the order of a shard's records rests on.
  public enum Ordering {
    /// On what the service does, which is watched.
    CHECKED,
    /// On what it documents.
    STRICT
  }

  /// What becomes of a record that is larger than the stream takes.
  public enum Oversize {
    /// The run ends.
    STOP,
    /// It is kept elsewhere, and a pointer is sent.
    DEAD_LETTER
  }

  /// What becomes of statements in the log.
  ///
  /// @param onStatement with one that changed rows and logged none
  /// @param onRowless with one that changed rows of a table in a way that no row tells
  /// @param ddl whether statements that define published tables are published
  public record Statements(OnStatement onStatement, OnRowless onRowless, boolean ddl) {
    /// A text that differs when other statements are published.
    String published() {
      return ddl ? "all statements" : onRowless == OnRowless.PUBLISH ? "rowless statements" : "";
    }
  }

  /// What a record looks like.
  ///
  /// @param decimals of the formats wherry and seed
  /// @param query of the format wherry: whether `meta` shows the statement
  /// @param maxwell of the format maxwell
  /// @param debezium of the format debezium
  public record Message(
      Format format,
      Decimals decimals,
      boolean query,
      KeyChange keyChange,
      MaxwellOptions maxwell,
      DebeziumOptions debezium) {
    /// A text that differs when records look different; what belongs to other formats is not in it.
    String shape() {
      Record options =
          switch (format) {
            case WHERRY, SEED -> shared();
            case MAXWELL -> maxwell;
            case DEBEZIUM -> debezium;
          };
      return format + " " + options + " " + keyChange;
    }

    /// What the formats wherry and seed share.
    FormatOptions shared() {
      return new FormatOptions(decimals == Decimals.NUMBER, query);
    }

    /// Whether records show the statement that changed a row.
    boolean showsQueries() {
      return switch (format) {
        case WHERRY -> query;
        case SEED -> false;
        case MAXWELL -> maxwell.rowQuery();
        case DEBEZIUM -> debezium.query();
      };
    }
  }

  /// Shape of a record.
  public enum Format {
    WHERRY(KeyChange.SPLIT),
    SEED(KeyChange.UPDATE),
    MAXWELL(KeyChange.UPDATE),
    DEBEZIUM(KeyChange.SPLIT);

    private final KeyChange keyChange;

    /// @param keyChange what its consumers expect. Source: DELIVERY 2
    Format(KeyChange keyChange) {
      this.keyChange = keyChange;
    }
  }

  /// How DECIMAL is written in JSON.
  public enum Decimals {
    STRING,
    NUMBER
  }

  /// How an update that changes its row's key is published.
  public enum KeyChange {
    /// A delete under the old key and a write under the new.
    SPLIT,
    /// One record under the old key.
    UPDATE
  }

  /// @throws UsageException with all that is wrong with the values, alone and together
  static RunOptions of(OptionValues values) {
    checkSource(values);
    Optional<Secret> password =
        SourcePassword.of(values, RunSettings.PASSWORD, RunSettings.PASSWORD_FILE);
    FormatSettings.check(values);
    CheckpointSettings.check(values);
    values.check();
    warnOfIdleOptions(values);
    SourceUrl url = values.need(RunSettings.URL);
    var serverId = values.get(RunSettings.SERVER_ID);
    Format format = values.need(RunSettings.FORMAT);
    return new RunOptions(
        new Source(
            url.hosts().stream().map(host -> new Address(host.name(), host.port())).toList(),
            url.user(),
            password.or(url::password).orElse(new Secret("")),
            serverId.isPresent() ? OptionalLong.of(serverId.get()) : OptionalLong.empty(),
            values.need(RunSettings.TLS),
            values.get(RunSettings.TLS_CA),
            values.get(RunSettings.SCHEMA)),
        values.get(RunSettings.START),
        values.get(RunSettings.UNTIL),
        values.get(RunSettings.RESTART_FROM),
        new Sink(
            values.need(RunSettings.TARGET),
            values.get(RunSettings.ENDPOINT),
            values.get(RunSettings.REGION),
            values.get(RunSettings.CREATE),
            values.get(RunSettings.AGGREGATE).orElse(false),
            values.need(RunSettings.TRANSPORT),
            values.need(RunSettings.ORDERING),
            deadLetter(values),
            values.need(RunSettings.KEY)),
        new Message(
            format,
            values.need(RunSettings.DECIMALS),
            values.need(StatementSettings.QUERY),
            values.get(RunSettings.KEY_CHANGE).orElse(format.keyChange),
            FormatSettings.maxwell(values),
            FormatSettings.debezium(values)),
        values.get(RunSettings.INCLUDE).orElse(List.of()),
        values.get(RunSettings.EXCLUDE).orElse(List.of()),
        StatementSettings.statements(values),
        checkpoint(values),
        values.need(Configuration.DEBUG));
  }

  private static void checkSource(OptionValues values) {
    if (values.place(RunSettings.URL) == Place.FALLBACK && !values.isNamed(RunSettings.URL)) {
      values.problem(
          "--source.url is missing: say which server to follow with"
              + " --source.url=mysql://USER:PASSWORD@HOST:PORT, WHERRY_SOURCE_URL or"
              + " --config=FILE");
    }
    checkAuthority(values, RunSettings.TLS, RunSettings.TLS_CA);
  }

  /// Adds a problem where an authority is named and no certificate is checked.
  static void checkAuthority(OptionValues values, Option<Tls> mode, Option<Path> authority) {
    Optional<Tls> tls = values.get(mode);
    boolean hasAuthority = values.place(authority) != Place.FALLBACK;
    if (hasAuthority && tls.isPresent() && !tls.get().verifies()) {
      // Whoever names an authority believes that the certificate is checked.
      values.problem(
          values.where(authority)
              + " is not used with "
              + mode.onCommandLine()
              + "="
              + Parsers.nameOf(tls.get())
              + ", which accepts every certificate: give "
              + mode.onCommandLine()
              + "=verify-ca or verify-identity");
    }
  }

  private static Optional<DeadLetterTarget> deadLetter(OptionValues values) {
    if (values.need(RunSettings.OVERSIZE) == Oversize.STOP) {
      return Optional.empty();
    }
    var fallback = new DeadLetterTarget.File(Path.of("wherry.dead-letter"));
    return Optional.of(
        switch (values.get(RunSettings.DEAD_LETTER).orElse(fallback)) {
          case DeadLetterTarget.File file -> file;
          case DeadLetterTarget.Bucket(var bucket) ->
              new DeadLetterTarget.Bucket(
                  bucket.at(
                      values.get(RunSettings.DEAD_LETTER_ENDPOINT).orElse(null),
                      values.get(RunSettings.REGION).orElse(null)));
        });
  }

  private static void warnOfIdleOptions(OptionValues values) {
    if (values.need(RunSettings.TARGET) instanceof SinkTarget.Kinesis) {
      return;
    }
    for (var option : RunSettings.OF_KINESIS) {
      if (values.place(option) == Place.COMMAND_LINE) {
        values.warning(option.onCommandLine() + " has no effect without --sink=kinesis:STREAM");
      }
    }
  }

  private static Optional<CheckpointOptions> checkpoint(OptionValues values) {
    boolean remembers = !(values.need(RunSettings.TARGET) instanceof SinkTarget.Stdout);
    return CheckpointSettings.of(
        values, remembers ? Optional.of(Path.of("wherry.checkpoint")) : Optional.empty());
  }
}
