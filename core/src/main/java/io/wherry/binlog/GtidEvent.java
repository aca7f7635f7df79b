package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.gtid.Gtid;

/// The name of the transaction that follows: MySQL's GTID, anonymous and tagged ones, or MariaDB's.
///
/// ```text
/// GTID, ANONYMOUS_GTID (5.6 ends behind the number, each later version further on):
///   0       1      17       25           26                42
///   | flags | uuid | number | kind (= 2) | logical clock   | commit times | length | versions |
///   commit times: 7 bytes for this server; if their top bit is set, 7 more for the first one
/// MariaDB's GTID:
///   0          8        12      13
///   | sequence | domain | flags | commit id, 8 bytes, if flagged | XA name, if flagged | … |
/// ```
///
/// Source: MySQL 9 source documentation, `Gtid_event`; MariaDB Knowledge Base, "GTID_EVENT". Tagged
/// ones: see [TaggedGtid].
public final class GtidEvent implements Gtid {
  /// There is no commit time in the event.
  public static final long NO_TIME = Long.MIN_VALUE;

  static final int UUID_BYTES = 16;
  private static final int LOGICAL_CLOCK = 2;
  private static final int LOGICAL_CLOCK_BYTES = 16;
  private static final int TIME_BYTES = 7;
  private static final long TWO_TIMES = 1L << 55;
  private static final int STANDALONE = 1;
  private static final int PREPARES_XA = 64;
  private static final int COMPLETES_XA = 128;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final EventHeader header;
  private final byte[] uuid = new byte[UUID_BYTES];
  private final ByteSlice tag = new ByteSlice();
  private boolean anonymous;
  private boolean mariadb;
  private long serverId;
  private long sequence;
  private long domain;
  private int mariadbFlags;
  private long originalCommitMicros;
  private long immediateCommitMicros;

  GtidEvent(EventHeader header) {
    this.header = header;
  }

  void read(ByteReader in, EventCode code) {
    anonymous = code == EventCode.ANONYMOUS_GTID;
    mariadb = code == EventCode.MARIADB_GTID;
    mariadbFlags = 0;
    domain = 0;
    serverId = header.serverId();
    originalCommitMicros = NO_TIME;
    immediateCommitMicros = NO_TIME;
    tag.wrap(uuid, 0, 0);
    if (mariadb) {
      sequence = in.int64();
      domain = in.uint32();
      mariadbFlags = in.uint8();
    } else if (code == EventCode.GTID_TAGGED) {
      TaggedGtid.read(in, this);
    } else {
      in.skip(1);
      in.need(UUID_BYTES);
      System.arraycopy(in.array(), in.position(), uuid, 0, UUID_BYTES);
      in.skip(UUID_BYTES);
      sequence = in.int64();
      readTimes(in);
    }
  }

  private void readTimes(ByteReader in) {
    if (in.remaining() < 1 + LOGICAL_CLOCK_BYTES || in.uint8() != LOGICAL_CLOCK) {
      return;
    }
    in.skip(LOGICAL_CLOCK_BYTES);
    if (in.remaining() < TIME_BYTES) {
      return;
    }
    long time = in.uint(TIME_BYTES);
    immediateCommitMicros = time & ~TWO_TIMES;
    originalCommitMicros = (time & TWO_TIMES) == 0 ? time : in.uint(TIME_BYTES);
  }

  /// Where [TaggedGtid] puts what it read.
  byte[] uuid() {
    return uuid;
  }

  ByteSlice tag() {
    return tag;
  }

  void sequence(long sequence) {
    this.sequence = sequence;
  }

  void times(long immediate, long original) {
    immediateCommitMicros = immediate;
    originalCommitMicros = original == NO_TIME ? immediate : original;
  }

  /// Whether MySQL wrote it with GTIDs off: there is no id.
  public boolean anonymous() {
    return anonymous;
  }

  /// Whether the id has MariaDB's form.
  public boolean mariadb() {
    return mariadb;
  }

  /// Appends the id in ASCII, as the server writes it: `uuid:23`, `uuid:tag:23` or `0-1-100`;
  /// nothing for an anonymous one.
  @Override
  public void appendId(ByteWriter out) {
    if (anonymous) {
      return;
    }
    if (mariadb) {
      out.decimal(domain);
      out.write('-');
      out.decimal(serverId);
      out.write('-');
      out.unsignedDecimal(sequence);
      return;
    }
    appendServer(out);
    if (tag.length() > 0) {
      out.write(':');
      out.write(tag);
    }
    out.write(':');
    out.decimal(sequence);
  }

  /// Appends the UUID of the server it first ran on (MariaDB: its server id) in ASCII; nothing for
  /// an anonymous one.
  public void appendServer(ByteWriter out) {
    if (anonymous) {
      return;
    }
    if (mariadb) {
      out.decimal(serverId);
      return;
    }
    for (int i = 0; i < UUID_BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        out.write('-');
      }
      out.write(HEX[(uuid[i] & 0xFF) >>> 4]);
      out.write(HEX[uuid[i] & 0x0F]);
    }
  }

  /// The id as an object, `""` for an anonymous one.
  public String id() {
    var out = new ByteWriter(64);
    appendId(out);
    return out.utf8();
  }

  /// Number of the transaction within its server (and tag), or within its domain in MariaDB.
  @Override
  public long sequence() {
    return sequence;
  }

  /// MariaDB's replication domain; 0 in MySQL.
  @Override
  public long domain() {
    return domain;
  }

  /// When it was committed on the server it first ran on, in microseconds since 1970, or [#NO_TIME]
  /// (MySQL before 8.0, MariaDB).
  public long originalCommitMicros() {
    return originalCommitMicros;
  }

  /// When it was committed on the server that sends it, in microseconds since 1970, or [#NO_TIME].
  public long immediateCommitMicros() {
    return immediateCommitMicros;
  }

  /// MariaDB: one statement follows (DDL), and neither BEGIN nor COMMIT. Without it, MariaDB writes
  /// no BEGIN either: this event is the beginning, and a XID or a COMMIT the end.
  public boolean standalone() {
    return (mariadbFlags & STANDALONE) != 0;
  }

  /// MariaDB: the group that follows ends in XA PREPARE, not in a commit.
  public boolean preparesXa() {
    return (mariadbFlags & PREPARES_XA) != 0;
  }

  /// MariaDB: an XA COMMIT or XA ROLLBACK of a group prepared earlier follows.
  public boolean completesXa() {
    return (mariadbFlags & COMPLETES_XA) != 0;
  }
}
