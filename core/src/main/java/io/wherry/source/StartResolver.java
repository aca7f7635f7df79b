package io.wherry.source;

import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.gtid.GtidText;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.Family;
import io.wherry.mysql.LogEnd;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerQueries;
import org.jspecify.annotations.Nullable;

/// Turns what the user said into a place in this server's log.
final class StartResolver {
  /// Where to start.
  ///
  /// @param from how to ask the server for it
  /// @param position the place, as far as it is known before the server answers: the file may be
  ///   empty, the creation stamp 0
  /// @param executed transactions executed before it, null when not known yet
  /// @param byGtids whether only those say what is done
  record Start(DumpFrom from, Position position, @Nullable GtidSet executed, boolean byGtids) {
    Cursor cursor(boolean mariadb) {
      return new Cursor(position, mariadb, executed, byGtids);
    }
  }

  private final ServerFacts facts;
  private final ServerQueries queries;
  private final TimeSearch times;
  private final String address;
  private final boolean several;

  /// @param several whether there are other servers with the same data
  StartResolver(
      ServerFacts facts, ServerQueries queries, TimeSearch times, String address, boolean several) {
    this.several = several;
    this.facts = facts;
    this.queries = queries;
    this.times = times;
    this.address = address;
  }

  /// Asks the server what is needed; blocks.
  ///
  /// @throws SourceException when there is no such place here
  Start resolve(StartPosition start) {
    return switch (start) {
      case StartPosition.Earliest() -> at("", Position.FIRST, null);
      case StartPosition.Latest() -> {
        LogEnd end = queries.logEnd();
        yield at(end.file(), end.position(), gtids(end.gtids()));
      }
      case StartPosition.At(String file, long offset) -> at(file, offset, null);
      case StartPosition.Gtids(String text) -> behind(text);
      case StartPosition.Time(var instant) -> times.find(instant);
      case StartPosition.Checkpoint(Position position, Memory memory) ->
          checkpoint(position, PartlyDelivered.of(memory).id());
    };
  }

  private boolean mariadb() {
    return facts.family() == Family.MARIADB;
  }

  private GtidSet gtids(String text) {
    return GtidSet.parse(text, mariadb());
  }

  private Start at(String file, long offset, @Nullable GtidSet executed) {
    return new Start(
        new DumpFrom.At(file, offset),
        new Position(facts.identity(), file, 0, offset, "", 0),
        executed,
        false);
  }

  private Start behind(String text) {
    check(text);
    var position = new Position(facts.identity(), "", 0, Position.FIRST, text, 0);
    DumpFrom from = mariadb() ? new DumpFrom.MariaGtids(text) : new DumpFrom.MysqlGtids(text);
    return new Start(from, position, gtids(text), mariadb());
  }

  /// Whether a GTID set says something about this server.
  ///
  /// @throws SourceException when it does not
  void check(String text) {
    if (GtidText.isMariadb(text) != mariadb()) {
      throw new SourceException(
          address
              + " is "
              + (mariadb() ? "MariaDB" : "MySQL")
              + ", and \""
              + text
              + "\" is a GTID set of "
              + (mariadb() ? "MySQL" : "MariaDB")
              + ": give one like "
              + (mariadb() ? "0-1-100" : facts.identity() + ":1-100"),
          null);
    }
    if (!facts.gtids()) {
      throw new SourceException(
          address
              + ": gtid_mode is "
              + facts.gtidMode()
              + ", so a GTID set says nothing here: use FILE:OFFSET or a time, or switch GTIDs on"
              + " (gtid_mode=ON)",
          null);
    }
  }

  private Start checkpoint(Position position, String inHand) {
    if (several && !position.server().equals(facts.identity())) {
      return elsewhere(position, inHand);
    }
    ServerIdentity.check(position.server(), facts, address);
    GtidSet executed = position.gtids().isEmpty() ? null : gtids(position.gtids());
    // See Cursor: MariaDB behind a GTID start.
    boolean byGtids = mariadb() && executed != null && position.offset() == Position.FIRST;
    if (position.file().isEmpty() && executed != null && !mariadb()) {
      return new Start(new DumpFrom.MysqlGtids(position.gtids()), position, executed, false);
    }
    DumpFrom from =
        byGtids
            ? new DumpFrom.MariaGtids(position.gtids())
            : new DumpFrom.At(position.file(), position.offset());
    return new Start(from, position, executed, byGtids);
  }

  /// Another of the servers goes on where the one of the checkpoint was left.
  private Start elsewhere(Position position, String inHand) {
    var standing = new FailOver.Standing(position.gtids(), inHand, position.server());
    DumpFrom from = FailOver.check(standing, facts, mariadb(), address);
    var place =
        new Position(facts.identity(), "", 0, Position.FIRST, position.gtids(), position.rows());
    return new Start(from, place, gtids(position.gtids()), mariadb());
  }
}
