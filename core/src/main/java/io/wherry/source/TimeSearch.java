package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.mysql.BinlogFile;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.Family;
import io.wherry.mysql.LogEnd;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import io.wherry.schema.LogPlace;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Finds the first transaction that was committed at or after a moment: the file by halving, from
/// the stamps of the files' first events, then the place in it from its events' headers.
///
/// Stamps are whole seconds, so it may start up to a second early, never late.
final class TimeSearch {
  private final ServerOptions options;
  private final ServerFacts facts;
  private final ServerQueries queries;
  private final long replicaId;
  private final LongSupplier nanos;

  /// @param replicaId the id for short dumps, no other connection's
  TimeSearch(
      ServerOptions options,
      ServerFacts facts,
      ServerQueries queries,
      long replicaId,
      LongSupplier nanos) {
    this.options = options;
    this.facts = facts;
    this.queries = queries;
    this.replicaId = replicaId;
    this.nanos = nanos;
  }

  /// Blocks; reads the beginnings of a few files and most of one.
  ///
  /// @throws SourceException when the moment lies in the future, or before the oldest log
  StartResolver.Start find(Instant instant) {
    if (instant.isAfter(facts.now())) {
      throw new SourceException(
          options.address()
              + ": "
              + instant
              + " lies in the future (the server's clock says "
              + facts.now()
              + "): use latest, or a time that is past",
          null);
    }
    LogEnd end = queries.logEnd();
    List<BinlogFile> files = queries.binlogs();
    long seconds = instant.getEpochSecond();
    int file = lastBegunBefore(seconds, files);
    if (file < 0) {
      return oldest(instant, files.getFirst().name());
    }
    String name = files.get(file).name();
    try (SideDump dump = dump(name)) {
      boolean mariadb = facts.family() == Family.MARIADB;
      var search = new TimeInFile(dump, name, seconds, mariadb);
      LogPlace place = search.run(new LogPlace(end.file(), end.position()));
      return start(place.file(), place.offset(), search.executed());
    }
  }

  /// Index of the last file that was begun in an earlier second, or -1.
  private int lastBegunBefore(long seconds, List<BinlogFile> files) {
    int low = 0;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (created(files.get(middle).name()) < seconds) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private long created(String file) {
    try (SideDump dump = dump(file)) {
      var reader = new EventReader(dump.checksums());
      while (true) {
        var event = dump.next();
        if (RawHeader.type(event) == RawHeader.FORMAT_DESCRIPTION) {
          reader.read(event);
          return reader.formatDescription().createdSeconds();
        }
      }
    }
  }

  private StartResolver.Start oldest(Instant instant, String first) {
    boolean veryFirst = first.matches(".*\\.0*1");
    if (!veryFirst) {
      throw new SourceException(
          options.address()
              + ": "
              + instant
              + " lies before the oldest log the server still has, "
              + first
              + " of "
              + Instant.ofEpochSecond(created(first))
              + ": use a later time, or earliest",
          null);
    }
    return start(first, Position.FIRST, null);
  }

  private StartResolver.Start start(String file, long offset, @Nullable GtidSet executed) {
    return new StartResolver.Start(
        new DumpFrom.At(file, offset),
        new Position(facts.identity(), file, 0, offset, "", 0),
        executed,
        false);
  }

  private SideDump dump(String file) {
    return SideDump.open(options, replicaId, new DumpFrom.At(file, Position.FIRST), nanos);
  }
}
