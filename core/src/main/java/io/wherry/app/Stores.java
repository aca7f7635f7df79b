package io.wherry.app;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.Patience;
import io.wherry.checkpoint.Seen;
import io.wherry.checkpoint.dynamodb.DynamoDbCheckpointStore;
import io.wherry.checkpoint.dynamodb.DynamoDbOptions;
import io.wherry.checkpoint.file.FileCheckpointStore;
import io.wherry.checkpoint.mysql.MySqlCheckpointStore;
import io.wherry.checkpoint.mysql.MySqlOptions;
import java.util.Optional;
import java.util.function.Consumer;

/// The checkpoint store that a command line names.
final class Stores {
  private Stores() {}

  /// Takes the checkpoint; with `--standby` blocks until no other run uses it.
  ///
  /// @param say takes lines for the user
  /// @param meanwhile is begun once when there is another run to wait for
  /// @throws CheckpointException when another run uses it, or it cannot be used
  static CheckpointStore open(CheckpointOptions options, Consumer<String> say, Runnable meanwhile) {
    return options.standby()
        ? new StandBy(options, say, meanwhile).open()
        : open(options, say, Patience.NONE);
  }

  /// Takes it, or fails at once where patience ends.
  static CheckpointStore open(CheckpointOptions options, Consumer<String> say, Patience patience) {
    return switch (options.target()) {
      case CheckpointTarget.File file -> new FileCheckpointStore(file.path());
      case CheckpointTarget.DynamoDb table ->
          DynamoDbCheckpointStore.open(dynamoDb(options, table), System::nanoTime, say, patience);
      case CheckpointTarget.MySql database ->
          MySqlCheckpointStore.open(mySql(options, database), System::nanoTime, patience);
    };
  }

  /// Looks without taking it; not in a process that has it, or may take it meanwhile.
  ///
  /// @return nothing when the table is not there
  /// @throws CheckpointException when it cannot be used
  static Optional<Seen> look(CheckpointOptions options) {
    return switch (options.target()) {
      case CheckpointTarget.File file -> Optional.of(FileCheckpointStore.look(file.path()));
      case CheckpointTarget.DynamoDb table ->
          DynamoDbCheckpointStore.look(dynamoDb(options, table));
      case CheckpointTarget.MySql database -> MySqlCheckpointStore.look(mySql(options, database));
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
