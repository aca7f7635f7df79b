package io.wherry.checkpoint;

import java.time.Duration;
import java.util.Optional;

/// Keeps small documents by name, durably: a document that [#save] returned for is there after a
/// crash, whole, or the one before it is; never a mixture.
///
/// Whoever has a store open is the only one: a second one is refused, and where a store cannot see
/// that its holder is dead, it is held for a time that is renewed ([Lease]). Every write of a
/// holder that was replaced is refused. Any thread may call; calls may block.
public interface CheckpointStore extends AutoCloseable {
  /// The most bytes a document may have.
  int MAX_BYTES = 64 * 1024;

  /// The name of the document that says how far a run came.
  String MAIN = "checkpoint";

  /// The document last saved under this name, or empty when there never was one.
  ///
  /// @throws CheckpointException when there is one but it is damaged, foreign or of a newer
  ///   version: never a silent fresh start
  Optional<String> load(String name);

  /// Whether the document [#MAIN] is certainly the one that was saved last. If not, somebody may
  /// have put an older copy in its place.
  ///
  /// @throws CheckpointException when nobody can be asked
  boolean isNewest();

  /// Replaces the document; returns when it is durable.
  ///
  /// @throws CheckpointException when it could not be made durable; the earlier document is then
  ///   still there
  void save(String name, String document);

  /// Removes the document; one that is not there is no failure.
  ///
  /// @throws CheckpointException when it could not be removed
  void delete(String name);

  /// Looks whether this run certainly is the only one still. Blocks for nothing, so it can be asked
  /// before each call that publishes.
  ///
  /// @throws CheckpointException of kind [CheckpointException.Kind#LOST]; then it never is again
  void checkHeld();

  /// For how long, from when it was opened, an earlier holder may still send before it notices that
  /// it is replaced.
  default Duration overlap() {
    return Duration.ZERO;
  }

  /// Lets go of the checkpoint for the next run. From then on nothing may be sent.
  @Override
  void close();
}
