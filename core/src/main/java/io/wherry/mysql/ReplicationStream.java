package io.wherry.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import io.wherry.bytes.ByteSlice;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A server's log as it sends it to a replica: one event after another, as raw bytes.
///
/// [#open] blocks and belongs on a virtual thread; everything else is for one reader thread and
/// never blocks. A virtual thread of the stream's own carries the blocking reads into a [ByteRing].
public final class ReplicationStream implements AutoCloseable {
  /// How often the server says that it is alive when there are no events, in seconds.
  public static final int HEARTBEAT_SECONDS = 1;

  /// How much is read ahead of the reader, in bytes; beyond it the server waits.
  public static final int READ_AHEAD_BYTES = 4 << 20;

  /// For how long the server bears a reader that pauses, in seconds.
  public static final int PAUSE_SECONDS = 3600;

  /// What a MariaDB replica can read: everything up to GTID events. Below 4 the server rewrites
  /// what it thinks we do not know.
  private static final int MARIADB_CAPABILITY = 4;

  private final PacketConnection connection;
  private final ByteRing ring;
  private final EventPackets packets;
  private final boolean checksums;
  private final Thread carrier;

  private @Nullable ServerException failure;
  private boolean closed;
  private long seen = -1;
  private long waitingSince;

  private ReplicationStream(
      PacketConnection connection, boolean checksums, ErrorLines lines, Runnable bell) {
    this.connection = connection;
    this.checksums = checksums;
    ring = new ByteRing(READ_AHEAD_BYTES, bell);
    packets = new EventPackets(ring, lines, Path.of(System.getProperty("java.io.tmpdir")));
    var in = connection.stream();
    carrier = Thread.ofVirtual().name("replication-stream").start(() -> ring.carry(in));
  }

  /// Connects, logs in, prepares the session and asks for the log. Blocks, at most the connect
  /// timeout for each address of the host, again for each step of the login, and the query timeout
  /// for each of the few statements. Interrupting the (virtual) thread ends it early.
  ///
  /// The session has a heartbeat of [#HEARTBEAT_SECONDS], knows checksums and MariaDB's own events,
  /// and bears a reader that pauses for [#PAUSE_SECONDS].
  ///
  /// @param replicaId the id to register under; no other replica of the server may have it
  /// @param bell rung from another thread when [#poll()] may have something after it had nothing
  /// @throws ServerException when the server cannot be reached or refuses; a refused dump (purged
  ///   file, missing grant) may only show at [#poll()]
  public static ReplicationStream open(
      ServerOptions options, long replicaId, DumpFrom from, Runnable bell) {
    return open(options, replicaId, from, bell, false);
  }

  /// The same, and asks a MariaDB for the statements behind rows, too, where it logs them; MySQL
  /// sends them unasked.
  ///
  /// @param annotations whether to ask; not of MySQL, for which the flag means another thing
  public static ReplicationStream open(
      ServerOptions options, long replicaId, DumpFrom from, Runnable bell, boolean annotations) {
    var lines = new ErrorLines(options);
    lines.asked(from, replicaId);
    PacketConnection connection = PacketConnection.open(options, lines);
    boolean done = false;
    try {
      lines.account(connection.cell("SELECT CURRENT_USER()"));
      boolean checksums = prepare(connection, replicaId);
      connection.send(new RegisterReplica(replicaId));
      connection.expectOk();
      askFor(from, replicaId, annotations, connection);
      var stream = new ReplicationStream(connection, checksums, lines, bell);
      done = true;
      return stream;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  /// Sets the session up as a replica's. Each server reads the names it knows and takes the others
  /// as any user's variables. Returns whether events will carry checksums.
  private static boolean prepare(PacketConnection connection, long replicaId) {
    long heartbeat = HEARTBEAT_SECONDS * 1_000_000_000L;
    // One server may have many replicas; a second one with our name ends the first one's dump.
    UUID name = UUID.nameUUIDFromBytes(("wherry replica " + replicaId).getBytes(UTF_8));
    connection.execute("SET NAMES utf8mb4");
    connection.execute(
        "SET SESSION net_write_timeout = "
            + PAUSE_SECONDS
            + ", net_read_timeout = "
            + PAUSE_SECONDS);
    connection.execute(
        "SET @master_heartbeat_period = "
            + heartbeat
            + ", @source_heartbeat_period = "
            + heartbeat);
    connection.execute(
        "SET @master_binlog_checksum = @@global.binlog_checksum,"
            + " @source_binlog_checksum = @@global.binlog_checksum");
    connection.execute("SET @slave_uuid = '" + name + "', @replica_uuid = '" + name + "'");
    connection.execute("SET @mariadb_slave_capability = " + MARIADB_CAPABILITY);
    return !connection.cell("SELECT @master_binlog_checksum").equalsIgnoreCase("NONE");
  }

  private static void askFor(
      DumpFrom from, long replicaId, boolean annotations, PacketConnection connection) {
    switch (from) {
      case DumpFrom.At(String file, long position) ->
          connection.send(new DumpBinaryLogCommand(replicaId, file, position, annotations));
      case DumpFrom.MysqlGtids(String executed) ->
          connection.send(new DumpMysqlGtids(replicaId, executed));
      case DumpFrom.MariaGtids(String position) -> {
        connection.execute("SET @slave_connect_state = '" + position + "'");
        // A GTID that is not in the log is an error then, not the nearest one's place.
        connection.execute("SET @slave_gtid_strict_mode = 1, @slave_gtid_ignore_duplicates = 0");
        connection.send(new DumpBinaryLogCommand(replicaId, "", DumpFrom.At.FIRST, annotations));
      }
    }
  }

  /// The next event's bytes, from its 19-byte header on, checksum included where the session has
  /// one; null when nothing is there now (the bell rings when that changes).
  ///
  /// The slice is valid until the next call; its array may be a shared buffer. Heartbeats and the
  /// artificial ROTATE and FORMAT_DESCRIPTION events come too.
  ///
  /// @throws ServerException when the server ended the stream or the connection broke; thrown only
  ///   after all events that came before it were polled, and again on every later call
  public @Nullable ByteSlice poll() {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      return null;
    }
    try {
      return packets.next();
    } catch (ServerException e) {
      failure = e;
      close();
      throw e;
    }
  }

  /// All of the event that [#poll()] gave last, where it is a compressed transaction too large for
  /// the heap (more than 4 MiB): then the slice shows its first 4 KiB only. Else null. Valid as
  /// long as the slice; the bytes lie in a file.
  public @Nullable ByteBuffer whole() {
    return packets.whole();
  }

  /// For how long the server has sent nothing while we were waiting for it, in milliseconds.
  ///
  /// It counts from the first call that found the stream waiting since the last bytes came, so ask
  /// regularly. Time during which the reader did not poll and the buffer was full does not count.
  ///
  /// @param nowNanos the caller's [System#nanoTime()]
  public long millisWaitingForBytes(long nowNanos) {
    long written = ring.written();
    if (written != seen || !ring.waitsForBytes()) {
      seen = written;
      waitingSince = nowNanos;
    }
    return (nowNanos - waitingSince) / 1_000_000;
  }

  /// Whether events end in a CRC32, as agreed with the server for this session. (The
  /// FORMAT_DESCRIPTION event of each file says it again for the events behind it.)
  public boolean checksums() {
    return checksums;
  }

  /// The server's version text, from its greeting.
  public String serverVersion() {
    return connection.serverVersion();
  }

  /// The server's number of this connection (`SHOW PROCESSLIST`, `KILL`).
  public long connectionId() {
    return connection.connectionId();
  }

  /// The thread that reads the socket, for tests.
  Thread carrier() {
    return carrier;
  }

  /// Ends the connection at once, at any moment, more than once. Afterwards [#poll()] has nothing.
  @Override
  public void close() {
    closed = true;
    connection.close();
    ring.close();
    packets.close();
  }
}
