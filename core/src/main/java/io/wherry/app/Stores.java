package io.wherry.app;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.dynamodb.DynamoDbCheckpointStore;
import io.wherry.checkpoint.dynamodb.DynamoDbOptions;
import io.wherry.checkpoint.file.FileCheckpointStore;
import io.wherry.checkpoint.mysql.MySqlCheckpointStore;
import io.wherry.checkpoint.mysql.MySqlOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The checkpoint store that a command line names.
final class Stores {
  /// Time between two tries to take a checkpoint that another run uses.
  static final Duration STANDBY_EVERY = Duration.ofMillis(250);

  private Stores() {}

  /// Takes the checkpoint; with `--standby` blocks until no other run uses it.
  ///
  /// @param say takes lines for the user
  /// @throws CheckpointException when another run uses it, or it cannot be used
  static CheckpointStore open(CheckpointOptions options, Consumer<String> say) {
    if (!options.standby()) {
      return once(options, say);
    }
    String said = "";
    while (true) {
      try {
        CheckpointStore store = once(options, _ -> {});
        if (!said.isEmpty()) {
          say.accept("taking over: no other run uses the checkpoint at " + options);
        }
        return store;
      } catch (CheckpointException e) {
        // Trouble on the way is waited out only by whoever stands by already.
        if (e.kind() != Kind.IN_USE && (e.kind() != Kind.UNREACHABLE || said.isEmpty())) {
          throw e;
        }
        // What to do about it is being done.
        String line =
            "standing by: "
                + String.valueOf(e.getMessage()).replaceFirst(" uses it: .*", " uses it");
        if (!line.equals(said)) {
          say.accept(line);
          said = line;
        }
      }
      pause(options);
    }
  }

  private static void pause(CheckpointOptions options) {
    try {
      Thread.sleep(STANDBY_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CheckpointException("checkpoint " + options + ": interrupted", null);
    }
  }

  private static CheckpointStore once(CheckpointOptions options, Consumer<String> say) {
    return switch (options.target()) {
      case CheckpointTarget.File file -> new FileCheckpointStore(file.path());
      case CheckpointTarget.DynamoDb table ->
          DynamoDbCheckpointStore.open(dynamoDb(options, table), System::nanoTime, say);
      case CheckpointTarget.MySql database ->
          MySqlCheckpointStore.open(mySql(options, database), System::nanoTime);
    };
  }

  private static DynamoDbOptions dynamoDb(
      CheckpointOptions options, CheckpointTarget.DynamoDb target) {
    return new DynamoDbOptions(
        target.table(),
        target.name(),
        options.endpoint().orElse(null),
        options.region().orElse(null),
        options.lease());
  }

  private static MySqlOptions mySql(CheckpointOptions options, CheckpointTarget.MySql target) {
    SourceUrl server = target.server();
    SourceUrl.Host host = server.hosts().getFirst(); // the only one
    return new MySqlOptions(
        host.name(),
        host.port(),
        server.user(),
        options.password().text(),
        switch (options.tls()) {
          case DISABLED -> MySqlOptions.Tls.DISABLED;
          case PREFERRED -> MySqlOptions.Tls.PREFERRED;
          case REQUIRED -> MySqlOptions.Tls.REQUIRED;
          case VERIFY_CA -> MySqlOptions.Tls.VERIFY_CA;
          case VERIFY_IDENTITY -> MySqlOptions.Tls.VERIFY_IDENTITY;
        },
        options.certificateAuthority().orElse(null),
        target.database(),
        target.name(),
        options.lease());
  }

  /// The table that the store keeps in a database, which is never published: `DATABASE.TABLE`.
  static Optional<String> ownTable(CheckpointOptions options) {
    return options.target() instanceof CheckpointTarget.MySql target
        ? Optional.of(target.database() + "." + MySqlCheckpointStore.TABLE)
        : Optional.empty();
  }
}
