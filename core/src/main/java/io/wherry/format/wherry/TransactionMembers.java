package io.wherry.format.wherry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Transaction;
import io.wherry.format.JsonText;
import org.jspecify.annotations.Nullable;

/// The parts of `meta` that are the same in all records of a transaction, encoded once for it.
///
/// ```text
///   head    ,"meta":{"id":"3e11fa47-…:23
///   middle  ","ts_ms":1763832000123,"tx":{"id":"3e11fa47-…:23","row":
///   tail    ,"last":true},"server":"3e11fa47-…","position":"binlog.000003:4711
/// ```
///
/// The record that is held back is completed before the next transaction's first row comes, so they
/// are still those of its own transaction then.
final class TransactionMembers {
  private static final byte[] ID = ",\"meta\":{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] TIME = "\",\"ts_ms\":".getBytes(US_ASCII);
  private static final byte[] TX = ",\"tx\":{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] ROW = "\",\"row\":".getBytes(US_ASCII);
  private static final byte[] LAST = ",\"last\":true},\"server\":\"".getBytes(US_ASCII);
  private static final byte[] NOT_LAST = ",\"last\":false},\"server\":\"".getBytes(US_ASCII);
  private static final byte[] POSITION = "\",\"position\":\"".getBytes(US_ASCII);

  private final ByteWriter id = new ByteWriter();
  private final ByteWriter head = new ByteWriter();
  private final ByteWriter middle = new ByteWriter();
  private final ByteWriter tail = new ByteWriter();
  private final ByteWriter lastTail = new ByteWriter();
  private final ByteSlice text = new ByteSlice();
  private @Nullable Transaction encoded;
  private long serial;
  private boolean hasMiddle;
  private long millis;

  /// Turns to a transaction.
  void of(Transaction transaction) {
    if (transaction == encoded && transaction.serial() == serial) {
      return;
    }
    encoded = transaction;
    serial = transaction.serial();
    hasMiddle = false;
    id.clear();
    JsonText.escaped(transaction.id(text), id);
    head.clear();
    head.write(ID);
    head.write(id.array(), 0, id.length());
    tail.clear();
    tail.write(NOT_LAST);
    int server = tail.length();
    JsonText.escaped(transaction.server(), tail);
    tail.write(POSITION);
    JsonText.escaped(transaction.file(), tail);
    tail.write(':');
    tail.decimal(transaction.offset());
    lastTail.clear();
    lastTail.write(LAST);
    lastTail.write(tail.array(), server, tail.length() - server);
  }

  /// From behind the four fields to the slash before the id's table.
  ByteWriter head() {
    return head;
  }

  /// From behind the id to the number of a row that was changed at a time.
  ByteWriter middle(long timestampMillis) {
    if (!hasMiddle || timestampMillis != millis) {
      hasMiddle = true;
      millis = timestampMillis;
      middle.clear();
      middle.write(TIME);
      middle.decimal(timestampMillis);
      middle.write(TX);
      middle.write(id.array(), 0, id.length());
      middle.write(ROW);
    }
    return middle;
  }

  /// From behind the row's number to the position's end.
  ByteWriter tail(boolean last) {
    return last ? lastTail : tail;
  }
}
