package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.time.Duration;

/// Keeps the records that the stream never takes. A pointer in the stream leads to each of them, so
/// what is kept is durable before the pointer is sent. Calls block, one at a time, on carriers.
public interface DeadLetter extends AutoCloseable {
  /// How long a write may take. Meanwhile nothing more is read; what was read is delivered.
  Duration WRITE_TIME = Duration.ofMinutes(2);

  /// What became of a write.
  sealed interface Outcome {
    /// It is durable.
    record Kept(DeadLetterPlace place) implements Outcome {}

    /// It may be there or not; the same write again mends that.
    ///
    /// @param why in one line
    record Later(String why) implements Outcome {}
  }

  /// Keeps a record, durably.
  ///
  /// @param id digest of the event's identity: the same for an event that is written once more,
  ///   after a crash
  /// @throws SinkException when no further try can succeed
  Outcome write(Digest id, ByteSlice record);

  @Override
  void close();
}
