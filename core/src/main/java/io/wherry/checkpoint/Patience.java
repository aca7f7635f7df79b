package io.wherry.checkpoint;

/// What whoever finds a checkpoint in use does: gives up, or goes on waiting for its holder's end.
@FunctionalInterface
public interface Patience {
  /// Gives up at once.
  Patience NONE = _ -> false;

  /// Asked each time that a holder has shown life.
  ///
  /// @param inUse says who holds it
  /// @return whether to wait on
  boolean waits(CheckpointException inUse);
}
