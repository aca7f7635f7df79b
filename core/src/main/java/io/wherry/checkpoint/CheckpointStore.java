package io.wherry.checkpoint;

import java.util.Optional;

/// Keeps small documents by name, durably: a document that [#save] returned for is there after a
/// crash, whole, or the one before it is; never a mixture.
public interface CheckpointStore extends AutoCloseable {
  /// The most bytes a document may have.
  int MAX_BYTES = 64 * 1024;

  /// The document last saved under this name, or empty when there never was one.
  ///
  /// @throws CheckpointException when there is one but it is damaged, foreign or of a newer
  ///   version: never a silent fresh start
  Optional<String> load(String name);

  /// Replaces the document; returns when it is durable.
  ///
  /// @throws CheckpointException when it could not be made durable; the earlier document is then
  ///   still there
  void save(String name, String document);

  /// Removes a document; nothing happens where there is none.
  ///
  /// @throws CheckpointException when it could not be removed
  void delete(String name);

  /// Lets go of locks and files.
  @Override
  void close();
}
