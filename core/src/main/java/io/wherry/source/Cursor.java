package io.wherry.source;

import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.mysql.DumpFrom;
import io.wherry.schema.LogPlace;
import org.jspecify.annotations.Nullable;

/// Where reading stands: the start of the transaction in hand and how many of its rows are
/// delivered, or the end of the one before.
///
/// Offsets come from events' own fields only. A server cannot be asked for what lies behind 4 GiB
/// in a file: then the cursor stays at the transaction that reached so far, all its rows done,
/// until the next file. Source: DELIVERY 7.
final class Cursor {
  private final boolean mariadb;
  private String server;
  private String file;
  private long created;
  private long offset;
  private long nearest;
  private long rows;
  private boolean open;
  private boolean resumes;
  private boolean outOfReach;
  private boolean elsewhere;
  private @Nullable GtidSet executed;
  private boolean byGtids;

  /// @param byGtids whether only the GTID set says what is done: MariaDB behind a GTID start, whose
  ///   domains stand mixed in the file
  Cursor(Position start, boolean mariadb, @Nullable GtidSet executed, boolean byGtids) {
    this.mariadb = mariadb;
    this.server = start.server();
    this.file = start.file();
    this.created = start.fileCreated();
    this.offset = start.offset();
    this.rows = start.rows();
    this.resumes = rows > 0;
    this.elsewhere = file.isEmpty();
    this.executed = executed;
    this.byGtids = byGtids;
  }

  Position position() {
    return new Position(server, file, created, byGtids ? Position.FIRST : offset, gtids(), rows);
  }

  private String gtids() {
    return executed == null ? "" : executed.toString();
  }

  /// How to ask a server for what follows.
  DumpFrom dumpFrom() {
    if (byGtids || (file.isEmpty() && executed != null)) {
      return mariadb ? new DumpFrom.MariaGtids(gtids()) : new DumpFrom.MysqlGtids(gtids());
    }
    return file.isEmpty() ? DumpFrom.EARLIEST : new DumpFrom.At(file, offset);
  }

  LogPlace place() {
    return new LogPlace(file, offset);
  }

  String file() {
    return file;
  }

  String server() {
    return server;
  }

  /// When the file was begun, in seconds since 1970; 0 while that is not known.
  long created() {
    return created;
  }

  void created(long seconds) {
    created = seconds;
  }

  long offset() {
    return offset;
  }

  /// Takes note of an event's place.
  ///
  /// @param start where it starts, -1 where the log does not say
  void event(long start) {
    nearest = start < 0 ? Math.max(nearest, offset) : start;
  }

  /// Where the last event starts, or the nearest place in front of it that the log says.
  long nearest() {
    return nearest;
  }

  /// Rows of the transaction in hand that are delivered.
  long rows() {
    return rows;
  }

  /// Whether a transaction's begin was delivered and its commit was not.
  boolean open() {
    return open;
  }

  /// Whether the next transaction has to be the one at [#offset()], part of which is delivered.
  boolean resumes() {
    return resumes;
  }

  /// Whether the position stays where it is although reading goes on.
  boolean outOfReach() {
    return outOfReach;
  }

  /// Another server is followed from here on: of the place, only the GTIDs mean something there.
  void elsewhere(String server) {
    this.server = server;
    file = "";
    created = 0;
    offset = Position.FIRST;
    nearest = offset;
    outOfReach = false;
    elsewhere = true;
    byGtids = mariadb;
  }

  /// Whether the transaction to go on with may start anywhere.
  boolean anywhere() {
    return byGtids || elsewhere;
  }

  /// The connection is a new one: what was begun comes again.
  void reconnected() {
    resumes = open || rows > 0;
  }

  /// Whether only the GTID set says what is done.
  boolean byGtids() {
    return byGtids;
  }

  @Nullable GtidSet executed() {
    return executed;
  }

  /// The log goes on in a file.
  void file(String file, long offset) {
    this.file = file;
    this.offset = offset;
    this.nearest = offset;
    this.created = 0;
    this.outOfReach = false;
    if (!resumes) {
      rows = 0;
    }
  }

  /// The file says which transactions stand in front of it.
  void executedBefore(GtidSet gtids) {
    if (executed == null) {
      executed = gtids;
    } else if (byGtids && gtids.covers(executed)) {
      // From this file on nothing is left out: the place says it all.
      byGtids = false;
    }
  }

  /// A transaction begins.
  ///
  /// @param start where its first event starts
  void begin(long start) {
    open = true;
    if (resumes) {
      resumes = false;
      offset = elsewhere ? start : offset;
    } else if (!outOfReach) {
      rows = 0;
      offset = start;
    }
    elsewhere = false;
  }

  void rowDelivered() {
    if (!outOfReach) {
      rows++;
    }
  }

  /// Something without rows was passed between two transactions.
  ///
  /// @param next where the next event starts, -1 where the log does not say
  void passed(long next) {
    if (!resumes && !outOfReach && next > offset) {
      offset = next;
      rows = 0;
    }
  }

  /// The transaction in hand is done.
  ///
  /// @param next where the next event starts, -1 where the log does not say
  void behind(long next) {
    open = false;
    outOfReach |= next > DumpFrom.At.POSITION_MAX;
    if (next >= 0 && !outOfReach) {
      offset = next;
      rows = 0;
    }
  }
}
