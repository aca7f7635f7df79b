package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/// Takes encoded records in order and says up to where all are stored. One thread calls it; a call
/// never blocks for longer than it takes to copy a record (a file sink may write).
///
/// Records are numbered from 1 in the order they are offered. `records offered - acknowledged()`
/// and their bytes are bounded by the sink's window: when [#hasRoom()] says no, the caller stops
/// reading and goes on calling [#step()].
///
/// A barrier divides what was offered before from what comes after; once all before it is stored,
/// the sink gives a [Cut], and after that is saved it is told so: [#settled].
public interface Sink extends AutoCloseable {
  /// Whether two more records may be offered now: a row that is held back may be two.
  boolean hasRoom();

  /// Takes over a copy of one record.
  ///
  /// @param partitionKey UTF-8; decides the shard
  /// @param secondPartitionKey of an update that changes its key the new one; else the same
  /// @param waitKey the record waits until no earlier record with this key is unacknowledged
  /// @param secondWaitKey the same for a second key (an update that changes its key); equal to the
  ///   first where there is only one
  /// @throws SinkException when the record can never be stored
  void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record);

  /// One duty cycle: takes in the outcomes that have arrived and sends what may go.
  ///
  /// @return whether anything was done; if not, the caller may wait for the sink's bell or
  ///   [#nextStepNanos()]
  /// @throws SinkException when the sink cannot go on
  boolean step();

  /// Nanoseconds from now after which [#step()] wants to be called even without a bell;
  /// [Long#MAX_VALUE] for never.
  long nextStepNanos();

  /// Every record up to this number is stored; 0 before the first.
  long acknowledged();

  /// Records offered so far.
  long offered();

  /// What is true before the first record is offered: the lines of the first checkpoint.
  Cut start();

  /// Sets a barrier behind all records offered so far.
  ///
  /// @return whether it is set; not while another is open, or what an earlier run sent is not
  ///   replayed yet
  boolean setBarrier();

  /// Whether so much was offered since the last barrier that another is due.
  boolean wantsBarrier();

  /// What the barrier cut, once all before it is stored; then another can be set. Null before.
  @Nullable Cut takeCut();

  /// A cut is saved: what is before it counts against the window no more.
  void settled(Cut cut);

  /// Records sent whose outcome is not known yet, for the status line.
  int inFlight();

  /// Records that wait until an earlier one of their row is stored, for the status line.
  default long behindTheirRow() {
    return 0;
  }

  /// Gives up what is unacknowledged and lets go of connections and files.
  @Override
  void close();
}
