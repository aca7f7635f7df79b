package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.LogPlace;
import java.util.BitSet;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a transaction that is too large to be held to its end, on a connection of its own. It
/// waits, so it runs on a virtual thread; a lost connection is tried again.
final class UndoneScan implements Callable<BitSet> {
  private static final Logger LOG = LoggerFactory.getLogger(UndoneScan.class);

  private final ServerOptions server;
  private final long replicaId;
  private final Reconnection reconnection;
  private final LogPlace transaction;

  /// @param replicaId the id to read under, no other connection's
  /// @param transaction where its first event starts
  UndoneScan(
      ServerOptions server, long replicaId, Reconnection reconnection, LogPlace transaction) {
    this.server = server;
    this.replicaId = replicaId;
    this.reconnection = reconnection;
    this.transaction = transaction;
  }

  /// The undone ROWS events by their number in the transaction, from 0.
  ///
  /// @throws ServerException when the server refuses
  @Override
  public BitSet call() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      var from = new DumpFrom.At(transaction.file(), transaction.offset());
      try (SideDump dump = SideDump.open(server, replicaId, from, reconnection.clocks().nanos())) {
        return read(dump);
      } catch (ServerException e) {
        if (e.kind() != ServerException.Kind.LOST || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("reading the transaction at {}: {}; trying again", transaction, e.getMessage());
        Thread.sleep(reconnection.delay(attempt));
      }
    }
  }

  private static BitSet read(SideDump dump) {
    var reader = new EventReader(dump.checksums());
    var search = new UndoneSearch(reader);
    boolean begun = false;
    while (true) {
      ByteSlice event = dump.next();
      switch (RawHeader.type(event)) {
        case RawHeader.ROTATE, RawHeader.FORMAT_DESCRIPTION -> {
          reader.read(event);
          if (begun) {
            // It was cut off, as whoever reads it will say.
            return search.undone();
          }
        }
        default -> {
          begun = true;
          if (search.event(event)) {
            return search.undone();
          }
        }
      }
    }
  }
}
