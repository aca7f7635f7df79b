package io.wherry.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a run remembers how far it came, and how.
///
/// @param standby whether to wait for the end of another run that uses it
/// @param lease how long a run that is not heard of counts as alive
/// @param endpoint URL of the DynamoDB API; empty: AWS's own
/// @param region of the table; empty: the AWS SDK's default chain
/// @param password of the database; empty text when none was given
/// @param tls to the database
/// @param certificateAuthority PEM file; empty: those that Java trusts
record CheckpointOptions(
    CheckpointTarget target,
    boolean standby,
    Duration lease,
    Optional<URI> endpoint,
    Optional<String> region,
    Secret password,
    RunOptions.Tls tls,
    Optional<Path> certificateAuthority) {
  /// The place as messages name it, without a password.
  @Override
  public String toString() {
    return target.toString();
  }
}
