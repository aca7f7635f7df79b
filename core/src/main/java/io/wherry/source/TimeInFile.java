package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.GtidEvent;
import io.wherry.binlog.PreviousGtids;
import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.schema.LogPlace;
import org.jspecify.annotations.Nullable;

/// Looks in one file for the first transaction that was committed at or after a moment. Where the
/// GTID event does not say when that was, the event that commits does.
final class TimeInFile {
  private final SideDump dump;
  private final String file;
  private final long seconds;
  private final boolean mariadb;
  private final EventReader reader;
  private final ByteReader header = new ByteReader();
  private @Nullable GtidSet executed;
  private @Nullable LogPlace found;
  private LogPlace here;
  private long start = -1;
  private boolean named;

  /// Whether a statement that is not BEGIN stands alone, and so is committed.
  private boolean alone = true;

  /// @param dump of the file, from its first event
  /// @param seconds the moment, in seconds since 1970
  TimeInFile(SideDump dump, String file, long seconds, boolean mariadb) {
    this.dump = dump;
    this.file = file;
    this.seconds = seconds;
    this.mariadb = mariadb;
    this.reader = new EventReader(dump.checksums());
    this.here = new LogPlace(file, Position.FIRST);
  }

  /// The place of the transaction, the start of the next file, or the end of the log.
  LogPlace run(LogPlace end) {
    while (found == null) {
      if (here.compareTo(end) >= 0) {
        return end;
      }
      ByteSlice event = dump.next();
      event(event);
      long next = RawHeader.nextPosition(event, header);
      if (next > here.offset() && found == null) {
        here = new LogPlace(file, next);
      }
    }
    return found;
  }

  /// What was executed in front of the place, null where the file does not say.
  @Nullable GtidSet executed() {
    return executed;
  }

  private void event(ByteSlice event) {
    switch (RawHeader.type(event)) {
      case RawHeader.ROTATE -> {
        reader.read(event);
        if (!reader.rotate().file().equals(file)) {
          found = new LogPlace(reader.rotate().file(), Position.FIRST);
        }
      }
      case RawHeader.FORMAT_DESCRIPTION -> reader.read(event);
      case RawHeader.PREVIOUS_GTIDS, RawHeader.MARIADB_GTID_LIST -> {
        reader.read(event);
        boolean checksums = reader.formatDescription().checksums();
        executed = GtidSet.parse(PreviousGtids.read(reader.header(), event, checksums), mariadb);
      }
      case RawHeader.GTID,
          RawHeader.ANONYMOUS_GTID,
          RawHeader.GTID_TAGGED,
          RawHeader.MARIADB_GTID -> {
        reader.read(event);
        gtid(reader.gtid());
      }
      case RawHeader.QUERY, RawHeader.MARIADB_QUERY_COMPRESSED -> {
        reader.read(event);
        query();
      }
      case RawHeader.XID -> {
        reader.read(event);
        committed(reader.header().timestampSeconds());
      }
      // A transaction as a whole. What is inside need not be read: the header says when.
      case RawHeader.TRANSACTION_PAYLOAD -> committed(RawHeader.timestampSeconds(event, header));
      default -> {}
    }
  }

  private void gtid(GtidEvent gtid) {
    start = reader.position();
    if (TransactionName.committed(reader, gtid) / 1000 >= seconds
        && gtid.immediateCommitMicros() != GtidEvent.NO_TIME) {
      found = new LogPlace(file, start);
      return;
    }
    named = executed != null && !gtid.anonymous();
    if (named && executed != null) {
      executed.begin(gtid);
    }
    alone = !gtid.mariadb() || gtid.standalone();
  }

  private void query() {
    if (reader.query().isBegin()) {
      if (start < 0) {
        start = reader.position();
      }
      alone = false;
    } else if (alone || reader.query().isCommit() || reader.query().isRollback()) {
      if (start < 0) {
        start = reader.position();
      }
      committed(reader.header().timestampSeconds());
    }
  }

  private void committed(long at) {
    if (at >= seconds) {
      found = new LogPlace(file, start);
      return;
    }
    if (named && executed != null) {
      executed.commit();
    }
    named = false;
    alone = true;
    start = -1;
  }
}
