package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.mysql.DumpFrom;
import io.wherry.schema.LogPlace;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds a transaction's events back until its end has come by, on servers that may log rows and
/// say behind them that they were undone ([UndoneRows]). A transaction of more than [#BYTES_MAX] is
/// not held: its end is looked up on a second connection.
///
/// ```text
///   held   | length 4 | event | length 4 | event | …
/// ```
final class LookAhead implements AutoCloseable {
  /// The most bytes held; the event that would be more is not copied.
  static final int BYTES_MAX = 4 << 20;

  private static final int LENGTH_BYTES = 4;
  private static final int GTID_FLAGS_AT = 19 + 12;

  /// Flags of a MariaDB GTID event behind which no rows come that could be published: a statement
  /// alone, and both halves of an XA transaction, whose first has no end of its own.
  private static final int NO_ROWS = 1 | 64 | 128;

  private final Link link;
  private final boolean needed;
  private final UndoneRows undone;
  private final Function<LogPlace, Callable<BitSet>> scans;
  private final Background<BitSet> scan;
  private final ByteSlice event = new ByteSlice();
  private EventReader reader = new EventReader(false);
  private int connection;
  private byte[] held = new byte[64 << 10];
  private int length;
  private int at;
  private @Nullable ByteSlice tooMuch;
  private boolean replays;
  private @Nullable UndoneSearch search;
  private LogPlace begin = new LogPlace("", 0);

  /// @param needed whether the server is one that logs undone rows
  /// @param undone is told what was found out, before the transaction's first event is given
  /// @param scans makes the work that looks up the end of the transaction at a place
  LookAhead(
      Link link,
      boolean needed,
      UndoneRows undone,
      Function<LogPlace, Callable<BitSet>> scans,
      Runnable bell) {
    this.link = link;
    this.needed = needed;
    this.undone = undone;
    this.scans = scans;
    this.scan = new Background<>("rollbacks", bell, unwanted -> {});
  }

  /// The next event, valid until the next call; null when none may be read now.
  @Nullable ByteSlice poll() {
    if (!needed) {
      return link.poll();
    }
    if (scan.busy()) {
      BitSet found = scan.take();
      if (found == null) {
        return null;
      }
      release(found);
    }
    if (replays) {
      if (at < length || tooMuch != null) {
        return replayed();
      }
      replays = false;
    }
    return read();
  }

  /// All of the last event, where it is too large for the heap. (None is that is held: the servers
  /// that need it do not compress transactions.)
  @Nullable ByteBuffer whole() {
    return link.whole();
  }

  private @Nullable ByteSlice read() {
    while (true) {
      ByteSlice next = link.poll();
      if (link.connections() != connection) {
        connection = link.connections();
        reader = new EventReader(link.checksums());
        search = null;
      }
      if (next == null) {
        return null;
      }
      int type = RawHeader.type(next);
      boolean fileEvent = type == RawHeader.ROTATE || type == RawHeader.FORMAT_DESCRIPTION;
      if (fileEvent) {
        reader.read(next);
      }
      if (search == null && !begins(type, next)) {
        return next;
      }
      boolean another = search != null && type == RawHeader.MARIADB_GTID;
      UndoneSearch searching = search == null ? begin() : search;
      hold(next);
      // Another one begins, or another file: this one was cut off, as whoever reads it will say.
      if (another || fileEvent || searching.event(next)) {
        release(searching.undone());
        return replayed();
      }
      if (tooMuch != null) {
        return tooLarge();
      }
    }
  }

  /// Whether a transaction of rows begins.
  private boolean begins(int type, ByteSlice next) {
    if (type == RawHeader.MARIADB_GTID) {
      reader.read(next);
      return (next.at(GTID_FLAGS_AT) & NO_ROWS) == 0;
    }
    if (RawHeader.isQuery(type)) {
      reader.read(next);
      return reader.query().isBegin();
    }
    return false;
  }

  private UndoneSearch begin() {
    begin = new LogPlace(reader.file(), reader.position());
    length = 0;
    at = 0;
    tooMuch = null;
    search = new UndoneSearch(reader);
    return search;
  }

  private void hold(ByteSlice next) {
    long wanted = (long) length + LENGTH_BYTES + next.length();
    if (wanted > BYTES_MAX) {
      tooMuch = next; // It stays as long as nothing else is polled.
      return;
    }
    int needs = (int) wanted;
    if (needs > held.length) {
      held = Arrays.copyOf(held, Math.max(needs, 2 * held.length));
    }
    for (int i = 0; i < LENGTH_BYTES; i++) {
      held[length + i] = (byte) (next.length() >>> (8 * i));
    }
    System.arraycopy(next.array(), next.offset(), held, length + LENGTH_BYTES, next.length());
    length = needs;
  }

  private ByteSlice replayed() {
    if (at == length && tooMuch != null) {
      ByteSlice last = tooMuch;
      tooMuch = null;
      return last;
    }
    int size = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      size |= (held[at + i] & 0xFF) << (8 * i);
    }
    event.wrap(held, at + LENGTH_BYTES, size);
    at += LENGTH_BYTES + size;
    return event;
  }

  private void release(BitSet found) {
    undone.found(found);
    search = null;
    replays = true;
  }

  /// Nobody can be asked for what lies behind 4 GiB of a file; then what is undone shows too late,
  /// and stops the stream.
  private @Nullable ByteSlice tooLarge() {
    if (begin.offset() < 0 || begin.offset() > DumpFrom.At.POSITION_MAX) {
      search = null;
      replays = true;
      return replayed();
    }
    search = null;
    scan.start(scans.apply(begin));
    return null;
  }

  @Override
  public void close() {
    scan.close();
  }
}
