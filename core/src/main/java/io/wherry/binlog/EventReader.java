package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Numbers;
import io.wherry.column.Unsound;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Reads the events of one replication connection (or one log file), one after the other. Version 4
/// of the format: MySQL 5.6 to 9.x, MariaDB 10.5 to 11.x.
///
/// Its views are reused: what they say is valid until the next [#read]. One thread at a time.
///
/// ```text
///   | header, 19 bytes | body | CRC32, 4 bytes, where the file has checksums |
/// ```
public final class EventReader implements AutoCloseable {
  private static final int CHECKSUM_BYTES = 4;

  /// Events of this many bytes and more are let go of before the next one.
  private static final int LARGE_BYTES = 1 << 20;

  private static final byte[] NONE = {};
  private static final int FORMAT_DESCRIPTION = 15;
  private static final int HEARTBEAT = 27;
  private static final int HEARTBEAT_V2 = 41;

  private final EventHeader header = new EventHeader();
  private final EventPlace place = new EventPlace(header);
  private final ByteReader in = new ByteReader();
  private final CRC32 crc = new CRC32();
  private final RotateEvent rotate = new RotateEvent();
  private final FormatDescription formatDescription = new FormatDescription();
  private final GtidEvent gtid = new GtidEvent(header);
  private final Inflated inflated = new Inflated();
  private final QueryEvent query = new QueryEvent(formatDescription, inflated);
  private final RowsQueryEvent rowsQuery = new RowsQueryEvent();
  private final TableMap tableMap = new TableMap(place, formatDescription);
  private final RowsEvent rows = new RowsEvent(place, inflated);
  private final TransactionPayload payload = new TransactionPayload();
  private final XaPrepare xaPrepare = new XaPrepare();
  private boolean checksums;
  private boolean large;
  private long xid;

  /// @param checksums whether the dump's first event, a ROTATE made up by the server, carries a
  ///   CRC32: whether the session's `@source_binlog_checksum` (`@master_binlog_checksum`) is
  ///   `CRC32`. From the first FORMAT_DESCRIPTION on, the log itself says it. A file begins with
  ///   that event, so for files it does not matter.
  public EventReader(boolean checksums) {
    this.checksums = checksums;
  }

  /// Says where reading starts, for messages before the first ROTATE (a dump begins with one, a
  /// file does not).
  public void startAt(String file, long position) {
    place.jump(file, position);
  }

  /// Reads one event: checks its size and checksum, and fills the view that the answer names.
  ///
  /// @param event the whole event from its 19-byte header on, without packet header and OK byte
  /// @throws BinlogException when the bytes are not a sound event, or are one that changes data in
  ///   a way that is not decoded
  public EventType read(ByteSlice event) {
    return read(event, null);
  }

  /// Reads one event that may be too large to lie in an array.
  ///
  /// @param event as above, or the beginning of such an event, its first 4 KiB at least
  /// @param whole all of it, from its position to its limit, or null where `event` is whole; valid
  ///   until the next read, [#readInside()] not counted
  /// @throws BinlogException as above
  public EventType read(ByteSlice event, @Nullable ByteBuffer whole) {
    payload.close();
    place.leave();
    large = event.length() >= LARGE_BYTES;
    long length = whole == null ? event.length() : whole.remaining();
    try {
      in.wrap(event);
      header.read(in);
      place.arrive(header.typeCode() != HEARTBEAT && header.typeCode() != HEARTBEAT_V2);
      if (header.size() != length) {
        throw place.error("its size says " + header.size() + " bytes, " + length + " came");
      }
      return fill(event, whole, known());
    } catch (ByteReader.ShortInput | Unsound e) {
      throw place.error("", e);
    }
  }

  /// Lets go of the last event's bytes where they are many, so that the next event finds room on
  /// the heap; a TRANSACTION_PAYLOAD stays. Afterwards the views say nothing of it.
  public void letGo() {
    if (large) {
      large = false;
      in.wrap(NONE, 0, 0);
      rows.letGo();
      rowsQuery.letGo();
    }
  }

  /// Whether the last event was a TRANSACTION_PAYLOAD, or stood inside one, and [#readInside()]
  /// goes on in it.
  public boolean inside() {
    return payload.isOpen();
  }

  /// Reads the next event inside the last TRANSACTION_PAYLOAD, as [#read] does. It has no place of
  /// its own: what says where it stands says where the TRANSACTION_PAYLOAD does.
  ///
  /// @return null behind the last one
  /// @throws BinlogException as [#read]
  public @Nullable EventType readInside() {
    letGo();
    try {
      ByteSlice event = payload.next();
      if (event == null) {
        return null;
      }
      large = event.length() >= LARGE_BYTES;
      in.wrap(event);
      header.read(in);
      place.enter();
      EventCode code = known();
      EventType type = code.type();
      if (type == null) {
        throw place.error(code.remedy());
      }
      return switch (type) {
        case QUERY, XID, XA_PREPARE, ROWS_QUERY, TABLE_MAP, ROWS, PASSED -> {
          view(type, code);
          yield type;
        }
        case ROTATE, FORMAT_DESCRIPTION, GTID, TRANSACTION_PAYLOAD, HEARTBEAT ->
            throw place.error("an event that never stands inside another");
      };
    } catch (ByteReader.ShortInput | Unsound e) {
      throw place.error("", e);
    }
  }

  /// Lets go of a TRANSACTION_PAYLOAD that was not read to its end.
  @Override
  public void close() {
    payload.close();
  }

  private EventCode known() {
    EventCode code = EventCode.of(header.typeCode());
    if (code == null) {
      if (header.ignorable()) {
        return EventCode.IGNORABLE;
      }
      throw place.error("unknown, and not marked as ignorable; this server is too new");
    }
    return code;
  }

  private EventType fill(ByteSlice event, @Nullable ByteBuffer whole, EventCode code) {
    EventType type = code.type();
    if (type == EventType.FORMAT_DESCRIPTION) {
      formatDescription.read(in, header, place);
      checksums = formatDescription.checksums();
      if (checksums) {
        checkCrc(event);
      }
      return type;
    }
    if (checksums && whole != null) {
      checkCrc(whole);
    } else if (checksums) {
      in.dropLast(CHECKSUM_BYTES);
      checkCrc(event);
    }
    if (type == null) {
      throw place.error(
          code == EventCode.INCIDENT ? Incident.line(in, header, place) : code.remedy());
    }
    if (type == EventType.TRANSACTION_PAYLOAD) {
      payload.open(in, content(event, whole));
    } else {
      view(type, code);
    }
    return type;
  }

  private void view(EventType type, EventCode code) {
    switch (type) {
      case ROTATE -> {
        rotate.read(in);
        place.jump(rotate.file(), rotate.position());
      }
      case GTID -> gtid.read(in, code);
      case QUERY -> query.read(in, code);
      case XID -> xid = in.int64();
      case ROWS_QUERY -> rowsQuery.read(in, code);
      case XA_PREPARE -> xaPrepare.read(in);
      case TABLE_MAP -> tableMap.read(in);
      case ROWS -> rows.read(in, code);
      case FORMAT_DESCRIPTION, TRANSACTION_PAYLOAD, HEARTBEAT, PASSED -> {}
    }
  }

  /// All of a TRANSACTION_PAYLOAD but its checksum.
  private ByteBuffer content(ByteSlice event, @Nullable ByteBuffer whole) {
    ByteBuffer bytes =
        whole == null
            ? ByteBuffer.wrap(event.array(), event.offset(), event.length()).slice()
            : whole.slice();
    return bytes.limit(bytes.limit() - (checksums ? CHECKSUM_BYTES : 0));
  }

  private void checkCrc(ByteBuffer whole) {
    int end = whole.remaining() - CHECKSUM_BYTES;
    crc.reset();
    crc.update(whole.slice(whole.position(), end));
    checkCrc(whole.slice().order(ByteOrder.LITTLE_ENDIAN).getInt(end));
  }

  /// A FORMAT_DESCRIPTION's checksum is that of its bytes with the in-use flag off. It has one even
  /// where events have none; but then the server does not renew it when a dump starts inside the
  /// file and other fields change (seen on MySQL 5.6.24).
  private void checkCrc(ByteSlice event) {
    byte[] array = event.array();
    int from = event.offset();
    int end = from + event.length() - CHECKSUM_BYTES;
    crc.reset();
    if (header.typeCode() == FORMAT_DESCRIPTION && (header.flags() & EventHeader.IN_USE) != 0) {
      crc.update(array, from, EventHeader.FLAGS_AT);
      crc.update(array[from + EventHeader.FLAGS_AT] & ~EventHeader.IN_USE);
      int behind = from + EventHeader.FLAGS_AT + 1;
      crc.update(array, behind, end - behind);
    } else {
      crc.update(array, from, end - from);
    }
    checkCrc(Numbers.int32(array, end));
  }

  private void checkCrc(int logged) {
    if ((int) crc.getValue() != logged) {
      throw place.error(
          "its checksum is %08x, its bytes give %08x; the log or the connection is damaged"
              .formatted(logged, (int) crc.getValue()));
    }
  }

  /// The header of the last event.
  public EventHeader header() {
    return header;
  }

  /// The file the last event stands in; after a ROTATE, the file that follows. `""` as long as
  /// nobody has named one.
  public String file() {
    return place.file();
  }

  /// Byte in [#file()] where the last event starts, or -1 where its header does not tell.
  public long position() {
    return place.start();
  }

  /// Byte in [#file()] behind the last event (after a ROTATE: where the file that follows is read
  /// from), or -1 where its header does not tell. Exact beyond 4 GiB, too.
  public long nextPosition() {
    return place.next();
  }

  /// `binlog.000007:4711 WRITE_ROWS`: the last event, for messages. `~` before the position means
  /// that the event lies behind it, the server having logged no exact one.
  public String place() {
    return place.toString();
  }

  /// The last ROTATE.
  public RotateEvent rotate() {
    return rotate;
  }

  /// The last FORMAT_DESCRIPTION; valid until the next one.
  public FormatDescription formatDescription() {
    return formatDescription;
  }

  /// The last GTID.
  public GtidEvent gtid() {
    return gtid;
  }

  /// The last QUERY.
  public QueryEvent query() {
    return query;
  }

  /// The storage engine's number of the transaction that the last XID commits.
  public long xid() {
    return xid;
  }

  /// The last ROWS_QUERY; the bytes are valid until the next read.
  public RowsQueryEvent rowsQuery() {
    return rowsQuery;
  }

  /// The last XA_PREPARE.
  public XaPrepare xaPrepare() {
    return xaPrepare;
  }

  /// The last TABLE_MAP.
  public TableMap tableMap() {
    return tableMap;
  }

  /// The last ROWS.
  public RowsEvent rows() {
    return rows;
  }
}
