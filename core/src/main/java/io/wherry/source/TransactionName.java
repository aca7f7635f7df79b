package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.GtidEvent;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the transaction in hand is called: by its GTID, else by server, creation stamp of the file,
/// and position. Source: DELIVERY, "Words".
final class TransactionName {
  private final Cursor cursor;
  private final Transaction transaction = new Transaction();
  private final ByteWriter origin = new ByteWriter(40);
  private byte[] originBytes = {};
  private String originText = "";

  TransactionName(Cursor cursor) {
    this.cursor = cursor;
  }

  Transaction transaction() {
    return transaction;
  }

  String id() {
    return transaction.id(new ByteSlice()).utf8();
  }

  /// @param gtid null on a server that sends none
  /// @param start where the transaction's first event starts
  /// @param serverId `server_id` in that event
  void take(@Nullable GtidEvent gtid, long start, long serverId) {
    if (gtid == null || gtid.anonymous()) {
      long millis = gtid == null ? Transaction.NO_TIME : millis(gtid.originalCommitMicros());
      transaction.begin(cursor.server(), cursor.file(), start, millis);
      transaction.logged(false, serverId);
      ByteWriter id = transaction.idWriter();
      id.utf8(cursor.server());
      id.write(':');
      id.decimal(cursor.created());
      id.write(':');
      id.utf8(cursor.file());
      id.write(':');
      id.decimal(start);
    } else {
      transaction.begin(origin(gtid), cursor.file(), start, millis(gtid.originalCommitMicros()));
      transaction.logged(true, serverId);
      gtid.appendId(transaction.idWriter());
    }
  }

  /// Takes the name of an XA transaction that was prepared before.
  ///
  /// @param start where the first event of the group that commits it starts
  void take(Branch branch, long start) {
    long millis = transaction.commitMillis();
    transaction.begin(branch.name().server(), cursor.file(), start, millis);
    transaction.logged(branch.name().hasGtid(), branch.name().serverId());
    transaction.thread(branch.name().threadId());
    transaction.idWriter().utf8(branch.name().id());
  }

  /// Nearly all transactions come from one server: one object for all.
  private String origin(GtidEvent gtid) {
    origin.clear();
    gtid.appendServer(origin);
    if (!Arrays.equals(origin.array(), 0, origin.length(), originBytes, 0, originBytes.length)) {
      originBytes = origin.copy();
      originText = new String(originBytes, StandardCharsets.US_ASCII);
    }
    return originText;
  }

  private static long millis(long micros) {
    return micros == GtidEvent.NO_TIME ? Transaction.NO_TIME : Math.floorDiv(micros, 1000);
  }

  /// When a transaction was committed on the server that sends it, as far as its first event says:
  /// in milliseconds since 1970.
  static long committed(EventReader reader, GtidEvent gtid) {
    long micros = gtid.immediateCommitMicros();
    return micros == GtidEvent.NO_TIME
        ? reader.header().timestampSeconds() * 1000
        : Math.floorDiv(micros, 1000);
  }
}
