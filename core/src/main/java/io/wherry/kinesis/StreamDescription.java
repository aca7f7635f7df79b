package io.wherry.kinesis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the service says about a stream.
///
/// @param arn the stream's full name
/// @param status where the stream stands
/// @param created when it was created: another time under the same name is another stream
/// @param openShards shards that take records; -1 when the service does not say
/// @param recordBytes bytes of data and partition key that one record may have
/// @param retention how long it keeps a record
/// @param answered the service's own time when it said so, in whole seconds; null when it did not
///   say it
public record StreamDescription(
    @Nullable String arn,
    Status status,
    @Nullable Instant created,
    int openShards,
    int recordBytes,
    Duration retention,
    @Nullable Instant answered) {
  /// Where a stream stands.
  public enum Status {
    /// Takes no records yet.
    CREATING,
    /// Takes records.
    ACTIVE,
    /// Takes records while its shards change.
    UPDATING,
    /// Will never take records again.
    DELETING
  }

  /// Whether records may be put.
  public boolean takesRecords() {
    return status == Status.ACTIVE || status == Status.UPDATING;
  }
}
