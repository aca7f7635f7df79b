package io.wherry.kinesis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Wherry asks of one stream. Calls block; any thread may call.
public interface KinesisApi extends AutoCloseable {
  /// What the service says about the stream; empty when there is none of that name.
  ///
  /// @throws KinesisException when the service cannot be asked
  Optional<StreamDescription> describe();

  /// Asks for the stream to be created; a stream that is there already is left alone.
  ///
  /// @throws KinesisException when the service refuses
  void create(StreamCapacity capacity);

  /// Waits until the stream takes records.
  ///
  /// @throws KinesisException when it is missing, is being deleted, or takes longer than `atMost`
  StreamDescription awaitActive(Duration atMost);

  /// Waits until the stream can be read.
  ///
  /// @throws KinesisException when it is missing, is being deleted, or takes longer than `atMost`
  StreamDescription awaitReadable(Duration atMost);

  /// The stream's shards, closed ones as well.
  ///
  /// @throws KinesisException when the service refuses
  List<Shard> shards();

  /// Puts records by one call, one attempt, and says what became of each.
  ///
  /// @throws KinesisException when no further try can succeed; then nothing was stored
  void put(PutEntries entries, PutOutcomes outcomes);

  /// Puts one record by PutRecord with SequenceNumberForOrdering, one attempt: the one call whose
  /// order the service documents.
  ///
  /// @param entries exactly one
  /// @param after the sequence number it must be above; null for none
  /// @throws KinesisException when no further try can succeed; then nothing was stored
  void putInOrder(PutEntries entries, @Nullable String after, PutOutcomes outcomes);

  /// A reader of one shard. Asks nothing of the service yet.
  ///
  /// @param shard id of the shard
  ShardReader reader(String shard, ReadFrom from);

  /// Lets go of the connections.
  @Override
  void close();
}
