package io.wherry.mysql;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Reads a stream as the reader thread does: it polls, and sleeps until the bell rings.
final class Reader implements AutoCloseable {
  static final int HEARTBEAT = 27;
  static final int ROTATE = 4;
  static final int QUERY = 2;
  static final int XID = 16;
  static final int WRITE_ROWS_V1 = 23;
  static final int WRITE_ROWS = 30;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration NAP = Duration.ofSeconds(1);

  final ReplicationStream stream;

  Reader(ServerOptions options, long replicaId, DumpFrom from) {
    Thread reader = Thread.currentThread();
    stream = ReplicationStream.open(options, replicaId, from, () -> LockSupport.unpark(reader));
  }

  static ServerOptions options(Database database, String user, String password) {
    return ServerOptions.of("127.0.0.1", database.port(), user, password);
  }

  static ServerOptions options(Database database) {
    return options(database, "root", "");
  }

  static int type(ByteSlice event) {
    return event.at(4) & 0xFF;
  }

  /// The length an event's header gives.
  static long length(ByteSlice event) {
    return new ByteReader().wrap(event.array(), event.offset() + 9, 4).uint32();
  }

  static boolean mentions(ByteSlice event, String text) {
    return new String(event.copy(), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
  }

  /// The next event; valid until the next call.
  ByteSlice next() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ByteSlice event = stream.poll();
    while (event == null) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no event within " + PATIENCE);
      }
      LockSupport.parkNanos(NAP.toNanos());
      event = stream.poll();
    }
    return event;
  }

  /// The next event that is so.
  ByteSlice next(Predicate<ByteSlice> so) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ByteSlice event = next();
    while (!so.test(event)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no such event within " + PATIENCE);
      }
      event = next();
    }
    return event;
  }

  /// Reads on until the stream says why it ended.
  ServerException end() {
    try {
      next(event -> false);
      throw new AssertionError("the stream did not end");
    } catch (ServerException e) {
      return e;
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
