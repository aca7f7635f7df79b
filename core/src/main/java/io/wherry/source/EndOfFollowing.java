package io.wherry.source;

import io.wherry.gtid.GtidSet;
import io.wherry.schema.LogPlace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Watches for the end that the user asked for.
final class EndOfFollowing {
  /// How much longer than the asked moment to wait on a log without news: for transactions that
  /// were committed before it and are on their way, in seconds.
  static final long GRACE_SECONDS = 2;

  private final @Nullable LogPlace place;
  private final @Nullable GtidSet gtids;
  private final @Nullable Instant time;
  private boolean reached;

  /// @param until never [Until.Latest], which the caller has turned into a place
  EndOfFollowing(Until until, boolean mariadb) {
    this.place =
        until instanceof Until.At(String file, long offset) ? new LogPlace(file, offset) : null;
    this.gtids = until instanceof Until.Gtids(String text) ? GtidSet.parse(text, mariadb) : null;
    this.time = until instanceof Until.Time(Instant instant) ? instant : null;
  }

  boolean reached() {
    return reached;
  }

  /// Between two transactions.
  void at(Cursor cursor) {
    reached |= place != null && cursor.place().compareTo(place) >= 0;
    GtidSet executed = cursor.executed();
    reached |= gtids != null && executed != null && executed.covers(gtids);
  }

  /// Another server is followed from here on.
  ///
  /// @throws SourceException when the end is a place in the log of the one before
  void elsewhere(String address) {
    if (place != null && !reached) {
      throw new SourceException(
          address
              + ": --until="
              + place
              + " is a place in another server's log: say the end as a GTID set or a time, so that"
              + " it means something on all servers of source.url",
          null);
    }
  }

  /// A transaction begins: does it lie behind the end?
  boolean excludes(long commitMillis) {
    reached |= time != null && commitMillis >= time.toEpochMilli();
    return reached;
  }

  /// The server has nothing new, up to an offset of the cursor's file.
  void idle(Cursor cursor, long offset, Instant now) {
    reached |= place != null && new LogPlace(cursor.file(), offset).compareTo(place) >= 0;
    reached |= time != null && now.isAfter(time.plusSeconds(GRACE_SECONDS));
  }
}
