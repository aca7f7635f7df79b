package io.wherry.source;

import io.wherry.change.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// What has to be remembered, besides the position, of a transaction that is partly delivered, so
/// that another server can go on with it: see [DeliveredRows].
///
/// ```text
///   tx=3e11…:23    tx.event=120    tx.rows=1f,c03e…,…    (or tx.rows=many)
/// ```
///
/// @param id the transaction's id, empty for none
/// @param start how many of its rows stand in front of the event in hand
/// @param contents digests of the event's rows in the order in which they were delivered; none
///   where their table has a primary key
/// @param tooMany whether there are more than could be remembered
record PartlyDelivered(String id, long start, List<Long> contents, boolean tooMany) {
  private static final PartlyDelivered NOTHING = new PartlyDelivered("", 0, List.of(), false);
  private static final String ID = "tx";
  private static final String EVENT = "tx.event";
  private static final String ROWS = "tx.rows";
  private static final String MANY = "many";
  private static final int HEX = 16;

  PartlyDelivered {
    contents = List.copyOf(contents);
  }

  static PartlyDelivered of(Cursor cursor, TransactionMarks marks, RowFlow rows) {
    return cursor.rows() == 0 || !marks.transaction().hasGtid()
        ? NOTHING
        : rows.partly(marks.inHand());
  }

  static PartlyDelivered of(StartPosition start) {
    return start instanceof StartPosition.Checkpoint(var _, Memory memory) ? of(memory) : NOTHING;
  }

  /// @throws SourceException when it cannot be read
  static PartlyDelivered of(Memory memory) {
    String id = memory.lines().getOrDefault(ID, "");
    String rows = memory.lines().getOrDefault(ROWS, "");
    try {
      var contents = new ArrayList<Long>();
      if (!rows.isEmpty() && !rows.equals(MANY)) {
        for (String content : rows.split(",", -1)) {
          contents.add(Long.parseUnsignedLong(content, HEX));
        }
      }
      long start = Long.parseLong(memory.lines().getOrDefault(EVENT, "0"));
      if (contents.size() > DeliveredRows.ROWS_MAX) {
        throw new NumberFormatException(contents.size() + " rows");
      }
      return new PartlyDelivered(id, start, contents, rows.equals(MANY));
    } catch (NumberFormatException e) {
      throw new SourceException(
          "checkpoint: the rows of transaction "
              + id
              + " are not understood: restore it, or give --restart-from",
          e);
    }
  }

  /// The memory with this in it.
  Memory with(Memory memory) {
    if (id.isEmpty()) {
      return memory;
    }
    var lines = new LinkedHashMap<>(memory.lines());
    lines.put(ID, id);
    if (tooMany || !contents.isEmpty()) {
      lines.put(EVENT, Long.toString(start));
      lines.put(
          ROWS,
          tooMany
              ? MANY
              : contents.stream().map(Long::toHexString).collect(Collectors.joining(",")));
    }
    return new Memory(lines, memory.documents());
  }

  /// The digests of what was done at a position: the row read last may not be.
  ///
  /// @param rows of the transaction that are done
  List<Long> done(long rows) {
    // Then the number says it, on the same server.
    if (tooMany) {
      return List.of();
    }
    long count = Math.clamp(rows - start, 0, contents.size());
    return contents.subList(0, (int) count);
  }

  /// Whether the rows can be gone on with.
  ///
  /// @param saved where the earlier run stopped
  /// @param now where this one starts
  /// @throws SourceException when which rows were delivered cannot be told
  void check(StartPosition saved, Position now) {
    if (!(saved instanceof StartPosition.Checkpoint(Position before, var _))) {
      return;
    }
    boolean elsewhere = !before.server().equals(now.server());
    if (elsewhere && tooMany && now.rows() > start) {
      throw new SourceException(
          "transaction "
              + id
              + " was published up to its row "
              + now.rows()
              + ", and which of its rows of a table without a primary key are among them cannot be"
              + " told on another server than "
              + before.server()
              + ": go on with that one, or start with --restart-from="
              + before.gtids()
              + " (the rows then come again), and give the table a primary key",
          null);
    }
  }
}
