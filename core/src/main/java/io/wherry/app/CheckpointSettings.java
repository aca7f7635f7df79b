package io.wherry.app;

import io.wherry.app.Option.Kind;
import io.wherry.app.OptionValues.Place;
import io.wherry.app.RunOptions.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The options that say where a run remembers how far it came, and who may be that run.
final class CheckpointSettings {
  private static final String CHECKPOINT = "Checkpoint";

  /// Seconds a lease may be said to last.
  private static final int LEASE_MAX = 600;

  static final Option<CheckpointTarget> TARGET =
      Option.value(
              "checkpoint",
              "PATH|dynamodb:TABLE/NAME|mysql://…/DATABASE/NAME",
              CHECKPOINT,
              "Where to remember how far it came; wins over --start. A file, a DynamoDB table or a"
                  + " MySQL database; a missing table is created, and NAME is wherry unless given"
                  + " (default: ./wherry.checkpoint, with --sink=stdout none).",
              CheckpointTarget::parse)
          .as(Kind.CONFIDENTIAL);

  static final Option<Boolean> STANDBY =
      Option.flag(
          "standby",
          CHECKPOINT,
          "While another run uses the checkpoint, wait for its end and take over.");

  static final Option<Long> LEASE =
      Option.value(
              "checkpoint.lease",
              "SECONDS",
              CHECKPOINT,
              "How long a run that is not heard of counts as alive, with dynamodb and mysql.",
              text -> Parsers.number(text, LEASE_MAX, " (seconds)"))
          .withFallback("5");

  static final Option<URI> ENDPOINT =
      Option.value(
          "checkpoint.endpoint",
          "URL",
          CHECKPOINT,
          "Where the DynamoDB API is (default: AWS in the region).",
          Parsers::endpoint);

  static final Option<String> REGION =
      Option.value(
          "checkpoint.region",
          "REGION",
          CHECKPOINT,
          "AWS region of the table (default: --sink.region, else what the AWS SDK finds).",
          Parsers::region);

  static final Option<Path> PASSWORD_FILE =
      Option.value(
          "checkpoint.password-file",
          "FILE",
          CHECKPOINT,
          "File whose first line is the database's password; wins over one in the URL.",
          Parsers::readableFile);

  static final Option<Secret> PASSWORD =
      Option.value(
              "checkpoint.password",
              "PASSWORD",
              CHECKPOINT,
              "The database's password; wins over one in the URL.",
              Parsers::secret)
          .as(Kind.SECRET);

  static final Option<Tls> TLS =
      Option.value(
              "checkpoint.tls",
              "MODE",
              CHECKPOINT,
              "To the database: disabled, preferred, required, verify-ca or verify-identity.",
              Parsers.oneOf(Tls.class))
          .withFallback("preferred");

  static final Option<Path> TLS_CA =
      Option.value(
          "checkpoint.tls.ca",
          "PEM",
          CHECKPOINT,
          "File of the authorities to trust with verify-ca and verify-identity"
              + " (default: those that Java trusts).",
          Parsers::readableFile);

  /// In the order of the help page.
  static final List<Option<?>> ALL =
      List.of(TARGET, STANDBY, LEASE, ENDPOINT, REGION, PASSWORD_FILE, PASSWORD, TLS, TLS_CA);

  private static final List<Option<?>> OF_DYNAMODB = List.of(ENDPOINT, REGION);
  private static final List<Option<?>> OF_MYSQL = List.of(PASSWORD_FILE, PASSWORD, TLS, TLS_CA);

  private CheckpointSettings() {}

  /// Adds what is wrong with the values together.
  static void check(OptionValues values) {
    RunOptions.checkAuthority(values, TLS, TLS_CA);
    boolean toStdout =
        values.get(RunSettings.TARGET).filter(SinkTarget.Stdout.class::isInstance).isPresent();
    boolean none = toStdout && values.place(TARGET) == Place.FALLBACK && !values.isNamed(TARGET);
    if (none && values.get(STANDBY).orElse(false)) {
      values.problem(
          values.where(STANDBY) + " has nothing to wait for: name one with --checkpoint=PATH");
    }
  }

  /// Reads them, once they are known to be right.
  ///
  /// @param fallback where to remember when nobody says; empty: nowhere
  static Optional<CheckpointOptions> of(OptionValues values, Optional<Path> fallback) {
    Optional<CheckpointTarget> target =
        values.get(TARGET).or(() -> fallback.map(CheckpointTarget.File::new));
    Optional<Secret> password = SourcePassword.of(values, PASSWORD, PASSWORD_FILE);
    values.check();
    warn(values, OF_DYNAMODB, target, CheckpointTarget.DynamoDb.class, "dynamodb:TABLE");
    warn(values, OF_MYSQL, target, CheckpointTarget.MySql.class, "mysql://…");
    return target.map(place ->
        new CheckpointOptions(
            place,
            values.get(STANDBY).orElse(false),
            Duration.ofSeconds(values.need(LEASE)),
            values.get(ENDPOINT),
            values.get(REGION).or(() -> values.get(RunSettings.REGION)),
            password.or(() -> inUrl(place)).orElse(new Secret("")),
            values.need(TLS),
            values.get(TLS_CA)));
  }

  private static Optional<Secret> inUrl(CheckpointTarget target) {
    return target instanceof CheckpointTarget.MySql mySql
        ? mySql.server().password()
        : Optional.empty();
  }

  private static void warn(
      OptionValues values,
      List<Option<?>> options,
      Optional<CheckpointTarget> target,
      Class<? extends CheckpointTarget> of,
      String form) {
    if (target.filter(of::isInstance).isPresent()) {
      return;
    }
    for (Option<?> option : options) {
      if (values.place(option) == Place.COMMAND_LINE) {
        values.warning(option.onCommandLine() + " has no effect without --checkpoint=" + form);
      }
    }
  }
}
