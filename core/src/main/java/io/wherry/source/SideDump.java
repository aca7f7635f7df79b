package io.wherry.source;

import io.wherry.bytes.ByteSlice;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ReplicationStream;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A second, short look at the log on a connection of its own, for a thread that may wait: one that
/// starts the program, or a virtual one.
final class SideDump implements AutoCloseable {
  /// How long to sleep at most between two looks at the clock, in nanoseconds.
  private static final long NAP_NANOS = 100_000_000;

  private final ReplicationStream stream;
  private final LongSupplier nanos;
  private final String address;
  private boolean first = true;

  private SideDump(ReplicationStream stream, LongSupplier nanos, String address) {
    this.stream = stream;
    this.nanos = nanos;
    this.address = address;
  }

  /// Asks for the log. The thread that calls is the one that reads.
  ///
  /// @param replicaId no other connection's, the main one's neither: a server ends the first dump
  ///   of two with the same id
  static SideDump open(ServerOptions options, long replicaId, DumpFrom from, LongSupplier nanos) {
    Thread reader = Thread.currentThread();
    var stream = ReplicationStream.open(options, replicaId, from, () -> LockSupport.unpark(reader));
    return new SideDump(stream, nanos, options.address());
  }

  /// The next event, after waiting for it. Valid until the next call.
  ///
  /// @throws ServerException when the connection is lost or silent, or the thread was interrupted
  ByteSlice next() {
    while (true) {
      ByteSlice event = stream.poll();
      if (event != null) {
        first = false;
        return event;
      }
      Silence.check(stream, first, nanos.getAsLong(), address);
      LockSupport.parkNanos(NAP_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new ServerException(
            ServerException.Kind.LOST, 0, address + ": reading was ended", null);
      }
    }
  }

  /// All of the last event, where it is too large for the heap ([ReplicationStream#whole()]).
  @Nullable ByteBuffer whole() {
    return stream.whole();
  }

  /// Whether events end in a checksum before a FORMAT_DESCRIPTION says so.
  boolean checksums() {
    return stream.checksums();
  }

  @Override
  public void close() {
    stream.close();
  }
}
