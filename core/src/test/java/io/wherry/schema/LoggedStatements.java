package io.wherry.schema;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.binlog.QueryEvent;
import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The statements that a test's server writes to its log, read off the file as it grows.
public final class LoggedStatements {
  private static final int MAGIC_BYTES = 4;
  private static final int HEADER_BYTES = 19;
  private static final int SIZE_AT = 9;

  /// A statement as logged.
  public record Logged(String sql, StatementContext context) {}

  private final Path folder;
  private final EventReader reader = new EventReader(false);
  private String file;
  private long offset;

  private LoggedStatements(Path folder, String file) {
    this.folder = folder;
    this.file = file;
    this.offset = MAGIC_BYTES;
    reader.startAt(file, offset);
  }

  /// Statements from the start of the file that the server writes now; those up to now are passed
  /// over.
  public static LoggedStatements fromNow(Database server) {
    String position = server.position();
    var statements =
        new LoggedStatements(server.dataDir(), position.substring(0, position.lastIndexOf(':')));
    statements.next();
    return statements;
  }

  /// What was logged since the last call.
  public List<Logged> next() {
    var found = new ArrayList<Logged>();
    try {
      boolean more = true;
      while (more) {
        more = false;
        byte[] bytes = tail();
        String before = file;
        int at = 0;
        while (at + HEADER_BYTES <= bytes.length && file.equals(before)) {
          int size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + SIZE_AT);
          if (at + size > bytes.length) {
            break;
          }
          event(new ByteSlice().wrap(bytes, at, size), found);
          at += size;
        }
        if (file.equals(before)) {
          offset += at;
        } else {
          offset = MAGIC_BYTES;
          more = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private byte[] tail() throws IOException {
    try (var log = new RandomAccessFile(folder.resolve(file).toFile(), "r")) {
      var bytes = new byte[(int) (log.length() - offset)];
      log.seek(offset);
      log.readFully(bytes);
      return bytes;
    }
  }

  private void event(ByteSlice event, List<Logged> found) {
    EventType type = reader.read(event);
    if (type == EventType.ROTATE) {
      file = reader.rotate().file();
    } else if (type == EventType.QUERY) {
      QueryEvent query = reader.query();
      if (!query.isBegin() && !query.isCommit()) {
        var context =
            new StatementContext(
                query.schema(),
                query.threadId(),
                query.sqlMode(),
                query.connectionCharset(),
                query.serverCharset(),
                query.explicitTimestamps(),
                new LogPlace(file, Math.max(0, reader.position())));
        found.add(new Logged(query.sqlText(), context));
      }
    }
  }
}
