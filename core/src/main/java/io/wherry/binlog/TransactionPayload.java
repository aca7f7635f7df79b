package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Numbers;
import io.wherry.column.Unsound;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A whole transaction in one event, from BEGIN to the XID: its events, one behind the other,
/// without checksums, compressed as one stream (MySQL's `binlog_transaction_compression=ON`).
///
/// ```text
///   fields   | type | length | value | … | 0 |    all of them length-encoded integers
///              1 payload bytes   2 compression: 0 Zstandard, 255 none   3 bytes uncompressed
///   payload  | event | event | …, to the end of the event around it
/// ```
///
/// Events are taken out one after the other. What is held is one of them, so memory does not depend
/// on the transaction's size. Source: MySQL 9 source documentation, "Transaction_payload_event".
final class TransactionPayload implements AutoCloseable {
  private static final int END = 0;
  private static final int SIZE = 1;
  private static final int COMPRESSION = 2;
  private static final int UNCOMPRESSED_SIZE = 3;
  private static final int ZSTD = 0;
  private static final int NONE = 255;
  private static final int UNKNOWN = -1;
  private static final int SIZE_AT = 9;

  /// When so many bytes of an event have come, in bytes, room is made for all that it says it has:
  /// growing on would need the heap for it twice.
  private static final int BELIEVED = 1 << 20;

  /// A buffer of this many bytes is kept; a larger one is let go after the event that needed it.
  private static final int KEPT = 256 << 10;

  /// The largest event inside, in bytes: the largest `max_allowed_packet` and what is around it.
  private static final int EVENT_MAX = (1 << 30) + (1 << 20);

  /// The most bytes that one byte of Zstandard can stand for: a block of 4 bytes is one of up to
  /// 128 KiB. Source: RFC 8878, 3.1.1.2.
  private static final long GROWTH_MAX = (128 << 10) / 4;

  private final ByteSlice event = new ByteSlice();
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private @Nullable ZstdStream zstd;
  private byte[] buffer = new byte[KEPT];
  private int at;
  private int end;
  private boolean open;
  private long compression;
  private long left;

  /// Begins with the first event.
  ///
  /// @param in behind the header of the event around it; at least the fields are there
  /// @param content the same bytes as `in` from its start on, in full
  void open(ByteReader in, ByteBuffer content) {
    close();
    long size = UNKNOWN;
    compression = UNKNOWN;
    left = UNKNOWN;
    int from = in.consumed();
    for (long field = in.lengthEncoded(); field != END; field = in.lengthEncoded()) {
      int behind = valueEnd(in);
      switch ((int) Math.min(field & Long.MAX_VALUE, Integer.MAX_VALUE)) {
        case SIZE -> size = in.lengthEncoded();
        case COMPRESSION -> compression = in.lengthEncoded();
        case UNCOMPRESSED_SIZE -> left = in.lengthEncoded();
        default -> {}
      }
      in.position(behind);
    }
    ByteBuffer payload = content.slice(in.consumed(), content.limit() - in.consumed());
    check(size, payload.remaining(), in.consumed() - from);
    if (compression == ZSTD) {
      zstd = new ZstdStream(payload);
    } else {
      plain = payload;
    }
    at = 0;
    end = 0;
    open = true;
  }

  /// Index behind the value that follows.
  private static int valueEnd(ByteReader in) {
    long length = in.lengthEncoded();
    if (length < 0 || length > in.remaining()) {
      throw new ByteReader.ShortInput(
          (int) Math.min(length & Long.MAX_VALUE, Integer.MAX_VALUE), in.remaining());
    }
    return in.position() + (int) length;
  }

  private void check(long size, int found, int fields) {
    if (size != found) {
      throw new Unsound(
          "its fields of %d bytes say %d bytes of payload, %d came".formatted(fields, size, found));
    }
    if (compression != ZSTD && compression != NONE) {
      throw new Unsound(
          "compression "
              + compression
              + "; ZSTD and NONE are read: set binlog_transaction_compression=OFF");
    }
    if (compression == NONE && left == UNKNOWN) {
      left = size;
    }
    if (left < 0) {
      throw new Unsound("it does not say how many bytes it has uncompressed");
    }
    if (left > GROWTH_MAX * size) {
      throw new Unsound(left + " bytes in a payload of " + size + " bytes");
    }
  }

  /// Whether [#next()] may have another event.
  boolean isOpen() {
    return open;
  }

  /// The next event, valid until the next call; null behind the last one.
  ///
  /// @throws Unsound when what is inside is not sound
  @Nullable ByteSlice next() {
    event.letGo();
    if (buffer.length > KEPT && end - at <= KEPT) {
      buffer = Arrays.copyOfRange(buffer, at, at + KEPT);
      end -= at;
      at = 0;
    }
    if (left == 0) {
      checkEnd();
      close();
      return null;
    }
    need(EventHeader.BYTES);
    long size = Numbers.uint32(buffer, at + SIZE_AT);
    if (size < EventHeader.BYTES || size > Math.min(left, EVENT_MAX)) {
      throw new Unsound("an event of " + size + " bytes inside, " + left + " left");
    }
    need((int) size);
    event.wrap(buffer, at, (int) size);
    at += (int) size;
    left -= size;
    return event;
  }

  /// Behind the last event there must be no more.
  private void checkEnd() {
    if (end > at || read(0, 1) >= 0) {
      throw new Unsound("more bytes inside than its field says");
    }
  }

  /// Brings `count` bytes into the buffer, which grows with what really comes.
  private void need(int count) {
    while (end - at < count) {
      if (end == buffer.length) {
        makeRoom(count);
      }
      int more = read(end, buffer.length - end);
      if (more <= 0) {
        throw new Unsound(
            "it ends inside an event: needs " + count + " bytes, " + (end - at) + " left");
      }
      end += more;
    }
  }

  private void makeRoom(int count) {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
    }
    if (end == buffer.length) {
      int room = end >= BELIEVED ? count : (int) Math.min(count, 2L * buffer.length);
      buffer = Inflated.grown(buffer, room);
    }
  }

  private int read(int into, int room) {
    if (zstd != null) {
      return zstd.read(buffer, into, room);
    }
    int count = Math.min(room, plain.remaining());
    plain.get(buffer, into, count);
    return count == 0 ? -1 : count;
  }

  /// Lets go of what is not read, at any moment, more than once.
  @Override
  public void close() {
    open = false;
    ZstdStream stream = zstd;
    zstd = null;
    if (stream != null) {
      stream.close();
    }
  }
}
