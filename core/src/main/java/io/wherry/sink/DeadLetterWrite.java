package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/// The errand of keeping a record that the stream never takes.
public final class DeadLetterWrite implements Errand {
  private final Digest id;
  private final ByteSlice record;
  private DeadLetter.@Nullable Outcome outcome;
  private @Nullable RuntimeException end;

  /// @param id digest of the event's identity
  /// @param record stays as it is until the errand is back
  public DeadLetterWrite(Digest id, ByteSlice record) {
    this.id = id;
    this.record = record;
  }

  /// Does it: blocks.
  public void writeTo(DeadLetter deadLetter) {
    outcome = deadLetter.write(id, record);
  }

  /// Notes that no further try can succeed.
  public void end(RuntimeException why) {
    end = why;
  }

  /// Whose record it is.
  public Digest id() {
    return id;
  }

  /// What came of it.
  ///
  /// @throws SinkException when no further try can succeed
  public DeadLetter.Outcome outcome() {
    if (end != null || outcome == null) {
      throw new SinkException(end == null ? "not done" : String.valueOf(end.getMessage()), end);
    }
    return outcome;
  }
}
