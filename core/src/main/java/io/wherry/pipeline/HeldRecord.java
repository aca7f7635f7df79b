package io.wherry.pipeline;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Operation;
import io.wherry.format.Encoder;
import io.wherry.sink.Sink;
import io.wherry.transform.RecordKey;

/// The one record that is held back until the next row or the commit: only then is it known whether
/// it is the last of its transaction, which is part of the record (`meta.tx.last`).
final class HeldRecord {
  /// Row images of this many bytes and more have the record's room made beforehand: an array that
  /// grows is there twice.
  private static final int LARGE_BYTES = 1 << 20;

  /// What is in a record besides values, in bytes: names, numbers, where it stands.
  private static final int AROUND_BYTES = 64 << 10;

  private final Encoder encoder;
  private final RecordKey key;
  private final ByteWriter record = new ByteWriter(4_096);
  private final ByteWriter partitionKey = new ByteWriter(256);
  private final ByteSlice slice = new ByteSlice();
  private final ByteWriter secondPartitionKey = new ByteWriter(256);
  private final ByteSlice keySlice = new ByteSlice();
  private final ByteSlice secondKeySlice = new ByteSlice();
  private long waitKey;
  private long secondWaitKey;
  private boolean held;
  private boolean ended;

  /// Whether there is a second partition key.
  private boolean two;

  HeldRecord(Encoder encoder, RecordKey key) {
    this.encoder = encoder;
    this.key = key;
  }

  boolean isHeld() {
    return held;
  }

  /// Encodes a change, whose keys `key` has just taken, while its view is valid.
  void hold(Change change) {
    start();
    makeRoom(change);
    encoder.begin(change, record);
    finish();
  }

  /// Base64 makes four bytes of three; text stays as it is, but for what has to be escaped.
  private void makeRoom(Change change) {
    long images = 0;
    if (change.operation() != Operation.INSERT) {
      images += change.beforeImage(slice).length();
    }
    if (change.operation() != Operation.DELETE) {
      images += change.afterImage(slice).length();
    }
    if (images >= LARGE_BYTES) {
      record.makeRoom(images * 4 / 3 + AROUND_BYTES);
    }
  }

  /// Encodes a statement, whose keys `key` has just taken.
  void hold(LoggedStatement statement) {
    start();
    encoder.begin(statement, record);
    finish();
  }

  private void start() {
    if (held) {
      throw new IllegalStateException("the record before it was not released");
    }
    record.clear();
    partitionKey.clear();
    secondPartitionKey.clear();
  }

  private void finish() {
    partitionKey.write(key.partitionKey(slice));
    two = key.changed();
    if (two) {
      secondPartitionKey.write(key.secondPartitionKey(slice));
    }
    waitKey = key.waitKey();
    secondWaitKey = key.secondWaitKey();
    held = true;
    ended = false;
  }

  /// Completes the record; it is still held.
  void complete(boolean lastOfTransaction) {
    if (held && !ended) {
      encoder.end(lastOfTransaction, record);
      ended = true;
    }
  }

  /// Hands the completed record to the sink, which must have room.
  void release(Sink sink) {
    ByteSlice first = partitionKey.slice(keySlice);
    sink.offer(
        first,
        two ? secondPartitionKey.slice(secondKeySlice) : first,
        waitKey,
        secondWaitKey,
        record.slice(slice));
    held = false;
    // Whoever reads the next row has the heap to himself.
    record.clear();
    record.slice(slice);
  }
}
