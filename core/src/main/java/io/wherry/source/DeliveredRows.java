package io.wherry.source;

import io.wherry.binlog.RowChange;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Hash64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which rows of the ROWS event in hand were delivered, so that another server can go on inside it.
///
/// A server that applied a transaction logs its rows in the same order, except those of a table
/// without a primary key: it finds them by scanning, and within an event logs them in the order of
/// its scan (seen: 1,2,3,4,5 became 5,1,4,2,3). So rows in front of the event are counted, and
/// those of such a table inside it are told apart by their content.
///
/// ```text
///   was logged      r r r │ A B C D      delivered: 3 rows, and A, B
///   the other logs  r r r │ D B C A      delivers:  D as number 3, C as number 4
/// ```
///
/// Source: DELIVERY 7.
final class DeliveredRows {
  /// The most rows of one event whose content is remembered. A server makes events of about 8 KiB.
  static final int ROWS_MAX = 1_000;

  private static final long BEFORE = 1;
  private static final long AFTER = 2;

  private final ByteSlice image = new ByteSlice();
  private final long[] contents = new long[ROWS_MAX];
  private final Map<Long, Integer> left = new HashMap<>();
  private int count;
  private boolean tooMany;
  private int leftCount;
  private long start;

  /// An earlier run delivered a part of the transaction that comes first.
  void restore(PartlyDelivered partly, long rows) {
    start = partly.start();
    count = 0;
    for (long content : partly.done(rows)) {
      contents[count++] = content;
    }
    leftCount = count;
  }

  /// Another transaction begins.
  void begin() {
    count = 0;
    leftCount = 0;
    left.clear();
    start = 0;
    tooMany = false;
  }

  /// The transaction in hand comes again.
  ///
  /// @param rows how many of its rows were delivered
  /// @return how many rows in front were delivered; the others are told by [#delivered]
  long again(long rows) {
    left.clear();
    if (leftCount == 0) {
      return rows;
    }
    for (int i = 0; i < count; i++) {
      left.merge(contents[i], 1, Integer::sum);
    }
    leftCount = count;
    return start;
  }

  /// A ROWS event begins.
  ///
  /// @param rows of the transaction in front of it
  void event(long rows) {
    if (leftCount == 0) {
      start = rows;
      count = 0;
      tooMany = false;
    }
  }

  /// How many rows that were delivered did not come again yet.
  int left() {
    return leftCount;
  }

  /// Whether a row is one that was delivered.
  boolean delivered(RowChange change) {
    if (leftCount == 0 || hasKey(change)) {
      return false;
    }
    Long content = content(change);
    if (!left.containsKey(content)) {
      return false;
    }
    left.computeIfPresent(content, (c, times) -> times == 1 ? null : times - 1);
    leftCount--;
    return true;
  }

  /// Takes note of a row that is delivered.
  void deliver(RowChange change) {
    if (hasKey(change)) {
      return;
    }
    tooMany |= count == ROWS_MAX;
    if (!tooMany) {
      contents[count++] = content(change);
    }
  }

  /// Takes note of a row that was delivered and is passed over by its number.
  void comesAgain(RowChange change) {
    if (leftCount == 0) {
      deliver(change);
    }
  }

  private static boolean hasKey(RowChange change) {
    return !change.table().key().isEmpty();
  }

  private long content(RowChange change) {
    return switch (change.operation()) {
      case INSERT -> Hash64.of(change.afterImage(image), AFTER);
      case DELETE -> Hash64.of(change.beforeImage(image), BEFORE);
      case UPDATE ->
          Hash64.of(change.afterImage(image), Hash64.of(change.beforeImage(image), BEFORE));
    };
  }

  /// What has to be remembered of the transaction in hand.
  ///
  /// @param id of the transaction
  PartlyDelivered partly(String id) {
    List<Long> done = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      done.add(contents[i]);
    }
    return new PartlyDelivered(id, start, done, tooMany);
  }

  /// The transaction in hand is at its end.
  ///
  /// @throws SourceException when some of its rows did not come again as they were
  void end(String id) {
    if (leftCount > 0) {
      throw new SourceException(
          "transaction "
              + id
              + ": "
              + leftCount
              + " of its rows were published, and this server logged them otherwise, so that they"
              + " may have come twice: set the same binlog_row_image on all servers of source.url,"
              + " and give the table a primary key",
          null);
    }
  }
}
