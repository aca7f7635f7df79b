package io.wherry.mysql;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Takes events out of the packets in a [ByteRing].
///
/// ```text
///   packet        | length, 3 | sequence, 1 | payload, length bytes |
///   payload       | 00 | event, from its 19-byte header on          |
///                 | FF | error number, 2 | # | state, 5 | text      |   the dump failed
///                 | FE | warnings, 2 | status, 2                    |   the dump is over
///   event header  | time, 4 | type, 1 | server, 4 | length, 4 | end position, 4 | flags, 2 |
/// ```
///
/// A payload of 2²⁴ − 1 bytes goes on in the next packet; the event header says how much comes in
/// all. An event that lies in one piece in the ring is shown in place; one that goes around the
/// ring's end, or is larger than half of it, is put together apart, as a [JoinedEvent]. Source:
/// MySQL client/server protocol, "MySQL Packets", "COM_BINLOG_DUMP".
final class EventPackets {
  /// A packet of this length goes on in the next one.
  private static final int PACKET_MAX = 0xFF_FFFF;

  private static final int HEADER = 4;

  /// The first byte of a payload and the header of its event.
  private static final int EVENT_HEADER = 1 + 19;

  /// Where the event's length stands in a payload.
  private static final int EVENT_LENGTH_AT = 1 + 9;

  /// Where the event's type stands in a payload, and that of a compressed transaction.
  private static final int EVENT_TYPE_AT = 1 + 4;

  private static final int TRANSACTION_PAYLOAD = 40;

  /// Bytes are given back to the carrier in portions of this size, not event by event.
  private static final int FREE_STEP = 64 << 10;

  private static final int EVENT = 0x00;
  private static final int EOF = 0xFE;
  private static final int ERROR = 0xFF;

  private final ByteRing ring;
  private final ErrorLines lines;
  private final ByteSlice event = new ByteSlice();

  /// Place of the next byte to look at, the last one given back, and the end of what is known to be
  /// there.
  private long place;

  private long freed;
  private long limit;
  private int sequence = 1;

  /// While an event is joined: how much of the current packet is still to come, and whether another
  /// packet follows.
  private final JoinedEvent joined;

  private boolean joins;
  private int packetLeft;
  private boolean another;
  private int marker;

  /// @param folder where large compressed transactions are put together
  EventPackets(ByteRing ring, ErrorLines lines, Path folder) {
    this.ring = ring;
    this.lines = lines;
    joined = new JoinedEvent(lines, folder);
  }

  /// The next event, valid until the next call, or null when it is not there yet.
  ///
  /// @throws ServerException when the server said that it ends, or the connection broke
  @Nullable ByteSlice next() {
    if (!joins) {
      joined.release();
      event.wrap(ring.array(), 0, 0);
    }
    if (place - freed >= FREE_STEP) {
      free();
    }
    while (true) {
      ByteSlice taken = take();
      if (taken != null) {
        return taken;
      }
      if (idle()) {
        return null;
      }
    }
  }

  private @Nullable ByteSlice take() {
    if (!joins) {
      if (!there(HEADER)) {
        return null;
      }
      int length = lengthAt(place);
      int index = ring.index(place + HEADER);
      if (length <= ring.size() / 2 && index + length <= ring.size()) {
        return there(HEADER + length) ? inPlace(index, length) : null;
      }
      if (!startJoin(length)) {
        return null;
      }
    }
    if (!join()) {
      return null;
    }
    joins = false;
    joined.show(event);
    return show(marker, event.array(), event.offset(), event.length());
  }

  /// All of the last event, where it was too large to be shown: then that is its beginning. Else
  /// null. Valid as long as the event.
  @Nullable ByteBuffer whole() {
    return joins ? null : joined.whole();
  }

  /// Lets go of what is half joined.
  void close() {
    joined.release();
  }

  private ByteSlice inPlace(int index, int length) {
    checkPacket(length);
    place += HEADER + length;
    return show(ring.array()[index] & 0xFF, ring.array(), index + 1, length - 1);
  }

  private ByteSlice show(int marker, byte[] array, int offset, int length) {
    event.wrap(array, offset, length);
    if (marker == EVENT) {
      return event;
    }
    if (marker == ERROR) {
      throw lines.said(ErrorPacket.read(new ByteReader().wrap(event)));
    }
    if (marker == EOF) {
      throw lines.lost("the server ended the log", null);
    }
    throw lines.broken("a packet that begins with " + marker + " where an event should be");
  }

  /// Whether `count` bytes from `place` on are there.
  private boolean there(int count) {
    if (limit - place >= count) {
      return true;
    }
    limit = ring.written();
    return limit - place >= count;
  }

  private void free() {
    ring.free(place);
    freed = place;
  }

  /// Gives back all that was taken, and says whether to wait. What came before the end is taken
  /// first.
  private boolean idle() {
    free();
    if (ring.starve(limit)) {
      IOException end = ring.end();
      if (end != null && ring.written() == limit) {
        throw lines.lost(null, end);
      }
      return false;
    }
    return true;
  }

  private int lengthAt(long header) {
    return ring.at(header) | ring.at(header + 1) << 8 | ring.at(header + 2) << 16;
  }

  private void checkPacket(int length) {
    if (length == 0) {
      throw lines.broken("a packet without content where an event should be");
    }
    checkSequence();
  }

  private void checkSequence() {
    int found = ring.at(place + 3);
    if (found != (sequence & 0xFF)) {
      throw lines.broken("packet number " + found + " where " + (sequence & 0xFF) + " comes next");
    }
    sequence++;
  }

  /// Makes room for an event whose first packet has this length; false when its header is not all
  /// there yet.
  private boolean startJoin(int length) {
    if (!there(HEADER + Math.min(length, EVENT_HEADER))) {
      return false;
    }
    checkPacket(length);
    marker = ring.at(place + HEADER);
    int size = length - 1;
    if (length == PACKET_MAX) {
      long at = place + HEADER + EVENT_LENGTH_AT;
      long inAll = lengthAt(at) | (long) ring.at(at + 3) << 24;
      if (inAll < size || inAll > Integer.MAX_VALUE - 16) {
        throw lines.broken("an event of " + inAll + " bytes in packets of " + PACKET_MAX);
      }
      size = (int) inAll;
    }
    int type = length > EVENT_TYPE_AT ? ring.at(place + HEADER + EVENT_TYPE_AT) : 0;
    joined.start(size, marker == EVENT && type == TRANSACTION_PAYLOAD);
    joins = true;
    packetLeft = length - 1;
    another = length == PACKET_MAX;
    place += HEADER + 1;
    return true;
  }

  /// Takes what is there; true when the event is whole.
  private boolean join() {
    while (true) {
      if (packetLeft == 0) {
        if (!another) {
          int missing = joined.missing();
          if (missing != 0) {
            int size = joined.size();
            throw lines.broken(
                "an event of " + size + " bytes ended after " + (size - missing) + " bytes");
          }
          return true;
        }
        if (!there(HEADER)) {
          return false;
        }
        checkSequence();
        packetLeft = lengthAt(place);
        another = packetLeft == PACKET_MAX;
        place += HEADER;
        if (packetLeft > joined.missing()) {
          throw lines.broken("an event of " + joined.size() + " bytes goes on behind its end");
        }
        continue;
      }
      if (!there(1)) {
        return false;
      }
      int index = ring.index(place);
      int count = (int) Math.min(limit - place, Math.min(packetLeft, ring.size() - index));
      joined.append(ring.array(), index, count);
      packetLeft -= count;
      place += count;
      free();
    }
  }
}
