package io.wherry.mysql;

import static io.wherry.mysql.Reader.HEARTBEAT;
import static io.wherry.mysql.Reader.QUERY;
import static io.wherry.mysql.Reader.ROTATE;
import static io.wherry.mysql.Reader.WRITE_ROWS;
import static io.wherry.mysql.Reader.WRITE_ROWS_V1;
import static io.wherry.mysql.Reader.length;
import static io.wherry.mysql.Reader.mentions;
import static io.wherry.mysql.Reader.options;
import static io.wherry.mysql.Reader.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("server")
class ReplicationStreamTest {
  private static final long ID = 4_000_000_001L;

  /// A packet of this length is followed by another.
  private static final int FULL = 0xFF_FFFF;

  private static final DumpFrom EARLIEST = DumpFrom.EARLIEST;

  /// The first thing a replica hears is which file it reads; then every event as its header says,
  /// with a checksum that fits.
  @ParameterizedTest
  @EnumSource
  void theLogArrivesEventByEvent(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table " + schema + ".t (i int, s text)",
        "insert into " + schema + ".t values (1, 'told once')");
    try (Reader reader = new Reader(options(database), ID, EARLIEST)) {
      assertThat(reader.stream.checksums()).isTrue();
      assertThat(type(reader.next())).isEqualTo(ROTATE);
      ByteSlice event = reader.next();
      while (!mentions(event, "told once")) {
        assertThat((long) event.length()).isEqualTo(length(event));
        CRC32 crc = new CRC32();
        crc.update(event.array(), event.offset(), event.length() - 4);
        assertThat(crc.getValue()).isEqualTo(trailer(event));
        event = reader.next();
      }
    }
  }

  private static long trailer(ByteSlice event) {
    return new io.wherry.bytes.ByteReader()
        .wrap(event.array(), event.offset() + event.length() - 4, 4)
        .uint32();
  }

  @ParameterizedTest
  @EnumSource
  void aServerWithoutChecksumsIsToldSo(Kind kind) {
    try (Database database = Database.start(kind, "--binlog-checksum=NONE")) {
      database.sql("create database s");
      try (Reader reader = new Reader(options(database), ID, EARLIEST)) {
        assertThat(reader.stream.checksums()).isFalse();
        assertThat((long) reader.next(e -> type(e) == QUERY).length()).isPositive();
      }
    }
  }

  /// A quiet server and a dead one would look alike.
  @ParameterizedTest
  @EnumSource
  void anIdleServerSaysEverySecondThatItIsAlive(Kind kind) {
    Database database = Database.shared(kind);
    DumpFrom end = at(database.position());
    try (Reader reader = new Reader(options(database), ID, end)) {
      reader.next(e -> type(e) == HEARTBEAT);
      long start = System.nanoTime();
      reader.next(e -> type(e) == HEARTBEAT);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(500L, 5_000L);
    }
  }

  static DumpFrom.At at(String position) {
    int colon = position.lastIndexOf(':');
    return new DumpFrom.At(
        position.substring(0, colon), Long.parseLong(position.substring(colon + 1)));
  }

  @ParameterizedTest
  @EnumSource
  void aGtidSetIsWhereReadingGoesOn(Kind kind) {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database before_it");
      String gtids = database.gtids();
      database.sql("create database behind_it");
      DumpFrom from =
          kind.isMariaDb() ? new DumpFrom.MariaGtids(gtids) : new DumpFrom.MysqlGtids(gtids);
      try (Reader reader = new Reader(options(database), ID, from)) {
        ByteSlice first = reader.next(e -> type(e) == QUERY);
        assertThat(mentions(first, "behind_it")).isTrue();
      }
    }
  }

  @Test
  void aTaggedGtidIsNotSentAgain() {
    try (Database database = Database.start(Kind.MYSQL_9_7, Kind.MYSQL_9_7.gtids(true))) {
      database.sql(
          "set gtid_next='AUTOMATIC:blue'",
          "create database before_it",
          "set gtid_next='AUTOMATIC'",
          "create database also_before_it");
      String gtids = database.gtids();
      assertThat(gtids).contains(":blue:1");
      database.sql("set gtid_next='AUTOMATIC:blue'", "create database behind_it");
      try (Reader reader = new Reader(options(database), ID, new DumpFrom.MysqlGtids(gtids))) {
        ByteSlice first = reader.next(e -> type(e) == QUERY);
        assertThat(mentions(first, "behind_it")).isTrue();
      }
    }
  }

  /// A row of 40 MB is one event of three packets.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void anEventLargerThanAPacketArrivesWhole(Kind kind) {
    try (Database database = Database.start(kind, "--max-allowed-packet=100M")) {
      database.sql("create database s", "create table s.t (b longblob)");
      DumpFrom end = at(database.position());
      database.sql("insert into s.t values (concat(repeat('x', 40000000), 'the end'))");
      database.sql("create database behind_it");
      try (Reader reader = new Reader(options(database), ID, end)) {
        ByteSlice large = reader.next(e -> e.length() > 40_000_000);
        assertThat((long) large.length()).isEqualTo(length(large));
        assertThat(mentions(large, "the end")).isTrue();
        CRC32 crc = new CRC32();
        crc.update(large.array(), large.offset(), large.length() - 4);
        assertThat(crc.getValue()).isEqualTo(trailer(large));
        assertThat(mentions(reader.next(e -> type(e) == QUERY), "behind_it")).isTrue();
      }
    }
  }

  /// A packet that is full goes on in the next, be that one empty: what follows would be read from
  /// the middle of an event.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void anEventAroundAPacketsSizeArrivesWhole(Kind kind) {
    try (Database database = Database.start(kind, "--max-allowed-packet=100M")) {
      database.sql("create database s", "create table s.t (b longblob)");
      DumpFrom start = at(database.position());
      database.sql("insert into s.t values ('')");
      try (Reader reader = new Reader(options(database), ID, start)) {
        // In front of an event stands a byte in the packet.
        int empty = 1 + reader.next(e -> isRows(e)).length();
        for (int payload : List.of(FULL - 1, FULL, FULL + 1, 2 * FULL - 1, 2 * FULL)) {
          database.sql("insert into s.t values (repeat('x', " + (payload - empty) + "))");
          ByteSlice large = reader.next(e -> isRows(e));
          assertThat(large.length()).isEqualTo(payload - 1);
          CRC32 crc = new CRC32();
          crc.update(large.array(), large.offset(), large.length() - 4);
          assertThat(crc.getValue()).isEqualTo(trailer(large));
          database.sql("create database behind_" + payload);
          assertThat(mentions(reader.next(e -> type(e) == QUERY), "behind_" + payload)).isTrue();
        }
      }
    }
  }

  private static boolean isRows(ByteSlice event) {
    return type(event) == WRITE_ROWS || type(event) == WRITE_ROWS_V1;
  }

  /// Where people and other replicas look which ids are taken.
  @ParameterizedTest
  @EnumSource
  void theServerListsUsAsAReplica(Kind kind) {
    Database database = Database.shared(kind);
    long id = 4_000_000_777L;
    try (Reader reader = new Reader(options(database), id, EARLIEST);
        ServerQueries queries = ServerQueries.open(options(database))) {
      reader.next();
      assertThat(queries.replicaIds()).contains(id);
    }
  }

  /// A connection that stays behind keeps a thread of the server busy and its id taken.
  @ParameterizedTest
  @EnumSource
  void closingFreesTheServersThread(Kind kind) throws InterruptedException {
    Database database = Database.shared(kind);
    Reader reader = new Reader(options(database), ID, EARLIEST);
    long connection = reader.stream.connectionId();
    reader.next();
    String running = "select count(*) from information_schema.processlist where id = " + connection;
    assertThat(database.value(running)).isEqualTo("1");
    reader.close();
    reader.close();
    assertThat(reader.stream.poll()).isNull();
    assertThat(reader.stream.carrier().join(Duration.ofSeconds(5))).isTrue();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!database.value(running).equals("0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /// Writes events of a megabyte each, more than is read ahead; returns where they begin.
  private static DumpFrom megabytes(int count, Database database) {
    database.sql("create database s", "create table s.t (b longblob)");
    DumpFrom start = at(database.position());
    for (int i = 0; i < count; i++) {
      database.sql("insert into s.t values (repeat('x', 1000000))");
    }
    return start;
  }

  /// The stream's thread sleeps until the reader makes room; nobody will.
  @Test
  void closingWhileTheReadAheadIsFullFreesTheThread() throws InterruptedException {
    try (Database database = Database.start(Kind.MARIADB_10_11)) {
      Reader reader = new Reader(options(database), ID, megabytes(20, database));
      reader.next();
      TimeUnit.MILLISECONDS.sleep(1_000);
      reader.close();
      assertThat(reader.stream.carrier().join(Duration.ofSeconds(5))).isTrue();
    }
  }

  /// What waits is measured by the caller's clock, so the test's clock runs ahead.
  @Test
  void silenceCountsOnlyWhileWaitingForTheServer() throws InterruptedException {
    try (Database database = Database.start(Kind.MARIADB_10_11)) {
      DumpFrom end = megabytes(20, database);
      try (Reader reader = new Reader(options(database), ID, end)) {
        reader.next();
        // 20 MB do not fit: the reader pauses, and the stream waits for it, not for the server.
        TimeUnit.MILLISECONDS.sleep(1_500);
        long now = System.nanoTime();
        assertThat(reader.stream.millisWaitingForBytes(now)).isZero();
        assertThat(reader.stream.millisWaitingForBytes(now + 60_000_000_000L)).isZero();

        reader.next(e -> type(e) == HEARTBEAT);
        now = System.nanoTime();
        reader.stream.millisWaitingForBytes(now);
        assertThat(reader.stream.millisWaitingForBytes(now + 3_000_000_000L)).isEqualTo(3_000);
        reader.next(e -> type(e) == HEARTBEAT);
        assertThat(reader.stream.millisWaitingForBytes(now + 9_000_000_000L)).isZero();
      }
    }
  }

  /// Seen: a server cuts a replica off that pauses for longer than its net_write_timeout, 60 s.
  @Tag("slow")
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8", "MYSQL_5_6"})
  void aReaderMayPauseForLongerThanTheServersTimeout(Kind kind) throws InterruptedException {
    try (Database database =
        Database.start(kind, "--net-write-timeout=1", "--max-allowed-packet=64M")) {
      DumpFrom end = megabytes(30, database);
      database.sql("create database behind_it");
      try (Reader reader = new Reader(options(database), ID, end)) {
        reader.next();
        TimeUnit.SECONDS.sleep(5);
        reader.next(e -> type(e) == QUERY && mentions(e, "behind_it"));
      }
    }
  }
}
