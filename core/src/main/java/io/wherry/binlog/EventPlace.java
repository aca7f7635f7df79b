package io.wherry.binlog;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the last event stands in the log, kept from event to event; every message begins with it.
///
/// Events say where the *next* one starts, in 32 bits. A file may be longer, when one transaction
/// is; since positions only grow within a file, the upper bits follow from the last known one.
final class EventPlace {
  /// Nobody says where.
  static final long UNKNOWN = -1;

  private static final long WRAP = 1L << 32;

  /// A name may hold anything; a message is one line.
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private final EventHeader header;
  private String file = "";
  private long start = UNKNOWN;
  private long next = UNKNOWN;
  private long lastKnown;
  private boolean inside;

  EventPlace(EventHeader header) {
    this.header = header;
  }

  /// Events of another file (or from another place of it) follow.
  void jump(String file, long position) {
    this.file = file;
    this.start = UNKNOWN;
    this.next = position;
    this.lastKnown = position;
  }

  /// The header is now that of an event inside the one that arrived.
  void enter() {
    inside = true;
  }

  /// The header is that of an event of the log again.
  void leave() {
    inside = false;
  }

  /// Takes the header of the event that was read.
  ///
  /// @param inLog whether the event stands in the log (a heartbeat does not)
  void arrive(boolean inLog) {
    if (!inLog || header.artificial()) {
      start = UNKNOWN;
      return;
    }
    if (header.nextPosition() == 0) {
      start = next;
      next = UNKNOWN;
      return;
    }
    long end = (lastKnown & -WRAP) | header.nextPosition();
    if (end < lastKnown - WRAP / 4) {
      end += WRAP;
    }
    next = end;
    start = Math.max(0, end - header.size());
    lastKnown = end;
  }

  /// The file the event stands in; `""` when none was named yet.
  String file() {
    return file;
  }

  /// Where the event starts, or [#UNKNOWN].
  long start() {
    return start;
  }

  /// Where the next one starts, or [#UNKNOWN].
  long next() {
    return next;
  }

  /// `binlog.000007:4711 WRITE_ROWS`; with `~`, somewhere behind that position. `binlog.000007:4711
  /// TRANSACTION_PAYLOAD WRITE_ROWS`: one inside the event there.
  @Override
  public String toString() {
    return (file.isEmpty() ? "log" : file)
        + (start == UNKNOWN ? ":~" + lastKnown : ":" + start)
        + (inside ? " TRANSACTION_PAYLOAD " : " ")
        + header.typeName();
  }

  /// The one line: place, what is concerned (a table, a column; may be empty), what is wrong.
  BinlogException error(String subject, String what, @Nullable Throwable cause) {
    String line = this + (subject.isEmpty() ? "" : " " + subject) + ": " + what;
    return new BinlogException(CONTROLS.matcher(line).replaceAll("?"), cause);
  }

  /// The same, with what a deeper place says.
  BinlogException error(String subject, RuntimeException cause) {
    return error(subject, Objects.toString(cause.getMessage()), cause);
  }

  /// The same without a subject.
  BinlogException error(String what) {
    return error("", what, null);
  }
}
