package io.wherry.checkpoint;

import org.jspecify.annotations.Nullable;

/// A checkpoint could not be read or kept. The message is one line: where, which rule, what was
/// found, what to do.
public final class CheckpointException extends RuntimeException {
  private final Kind kind;

  /// What a caller may do about it.
  public enum Kind {
    /// Another run holds it: wait for that one's end.
    IN_USE,
    /// This run held it and may hold it no more: it must not send.
    LOST,
    /// Nobody could be asked; a later try may succeed.
    UNREACHABLE,
    /// Nothing but to tell the user.
    REFUSED
  }

  /// @param cause what the file system or service said, or null
  public CheckpointException(String message, @Nullable Throwable cause) {
    this(Kind.REFUSED, message, cause);
  }

  /// @param cause what the file system or service said, or null
  public CheckpointException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// Another run holds the checkpoint.
  ///
  /// @param holder who, in parentheses and behind a space; empty when nobody knows
  public static CheckpointException inUse(String place, String holder) {
    return new CheckpointException(
        Kind.IN_USE,
        "checkpoint %s: another run%s uses it: stop that one, wait for its end with --standby,"
                .formatted(place, holder)
            + " or use another --checkpoint",
        null);
  }

  /// Another run has taken the checkpoint from this one.
  ///
  /// @param holder as for [#inUse]
  public static CheckpointException takenOver(String place, String holder) {
    return new CheckpointException(
        Kind.LOST,
        "checkpoint %s: another run%s has taken over: this one stops and sends nothing more"
            .formatted(place, holder),
        null);
  }

  /// What a caller may do about it.
  public Kind kind() {
    return kind;
  }
}
