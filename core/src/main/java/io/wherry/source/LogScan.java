package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.binlog.QueryEvent;
import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import io.wherry.schema.TableHistory;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Notes which tables were changed in a stretch of the log. It looks at headers and statements
/// only, so it is as fast as the server can send.
final class LogScan {
  /// A statement that makes or alters a database. Where the name is an odd one it is not found, as
  /// behind a comment: then what is read of it here is no name of a database either.
  private static final Pattern DATABASE =
      Pattern.compile(
          "(?is)\\s*(?<verb>CREATE|ALTER)\\s+(?:OR\\s+REPLACE\\s+)?(?:DATABASE|SCHEMA)\\s+"
              + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:[`\"](?<name>[^`\"]+)[`\"])?");

  private final TableHistory history = new TableHistory();
  private final ByteReader header = new ByteReader();
  private final EventReader reader;
  private LogPlace here;

  private LogScan(EventReader reader, LogPlace from) {
    this.reader = reader;
    this.here = from;
  }

  /// Reads from the dump until it has passed `end`.
  static TableHistory run(SideDump dump, LogPlace from, LogPlace end) {
    try (var reader = new EventReader(dump.checksums())) {
      reader.startAt(from.file(), from.offset());
      var scan = new LogScan(reader, from);
      while (scan.here.compareTo(end) < 0) {
        scan.event(dump.next(), dump.whole());
      }
      return scan.history;
    }
  }

  private void event(ByteSlice event, @Nullable ByteBuffer whole) {
    switch (RawHeader.type(event)) {
      case RawHeader.ROTATE -> {
        reader.read(event);
        here = new LogPlace(reader.rotate().file(), reader.rotate().position());
        return;
      }
      case RawHeader.FORMAT_DESCRIPTION -> reader.read(event);
      case RawHeader.QUERY, RawHeader.MARIADB_QUERY_COMPRESSED -> {
        reader.read(event);
        statement(reader.query(), start(event));
      }
      // MySQL 9.7 leaves what changes tables uncompressed (a test looks); nothing promises it.
      case RawHeader.TRANSACTION_PAYLOAD -> {
        reader.read(event, whole);
        for (var type = reader.readInside(); type != null; type = reader.readInside()) {
          if (type == EventType.QUERY) {
            statement(reader.query(), start(event));
          }
        }
      }
      default -> {}
    }
    long next = RawHeader.nextPosition(event, header);
    // Inside a transaction MariaDB may not say; behind 4 GiB the number starts anew.
    if (next > here.offset()) {
      here = new LogPlace(here.file(), next);
    }
  }

  private void statement(QueryEvent query, LogPlace start) {
    if (query.isBegin() || query.isCommit()) {
      return;
    }
    String sql = query.sqlText();
    if (Statement.read(sql, query.schema(), query.sqlMode())
        instanceof Statement.TableChange change) {
      history.add(change, start);
    }
    Matcher database = DATABASE.matcher(sql);
    if (database.lookingAt()) {
      String name = database.group("name");
      String verb = database.group("verb").toUpperCase(Locale.ROOT) + " DATABASE";
      history.addDatabase(verb, name == null ? query.schema() : name, start);
    }
  }

  /// Where the event starts; inside a transaction, as near as the log says.
  private LogPlace start(ByteSlice event) {
    long next = RawHeader.nextPosition(event, header);
    return next > here.offset()
        ? new LogPlace(here.file(), next - RawHeader.size(event, header))
        : here;
  }
}
