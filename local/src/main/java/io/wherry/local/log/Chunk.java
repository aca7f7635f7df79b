package io.wherry.local.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Records next to each other in one array; also the content of a segment file.
///
/// ```text
///   | crc u32 | data length u32 | arrival i64, ms | key length u16 | key | data |   big-endian
/// ```
///
/// The checksum (CRC-32C) covers everything behind it; a chunk that is never written leaves it 0.
/// Guarded by the lock of its log. What was appended never changes, so a [View] needs no lock.
final class Chunk {
  /// A resident chunk as it was at one moment.
  ///
  /// @param offsets where each record begins
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record View(long first, byte[] bytes, int[] offsets, int count) {
    /// Without what is numbered so or higher.
    View until(long end) {
      return end - first >= count ? this : new View(first, bytes, offsets, (int) (end - first));
    }
  }

  private static final int OFFSETS_FIRST = 64;

  /// Number of the first record.
  final long first;

  private byte @Nullable [] bytes;
  private int @Nullable [] offsets;
  private int size;
  private int count;
  private long firstArrival = Long.MAX_VALUE;
  private long lastArrival = Long.MIN_VALUE;

  /// How many of the bytes are safely in the file.
  int written;

  /// How many of the records are safely in the file.
  int writtenRecords;

  /// An empty chunk.
  Chunk(long first, int capacity) {
    this.first = first;
    bytes = new byte[capacity];
    offsets = new int[OFFSETS_FIRST];
  }

  /// A chunk that rests in its file.
  Chunk(long first, int count, int size, long firstArrival, long lastArrival) {
    this.first = first;
    this.count = count;
    this.size = size;
    this.firstArrival = firstArrival;
    this.lastArrival = lastArrival;
    written = size;
    writtenRecords = count;
  }

  boolean fits(int recordBytes) {
    return bytes != null && bytes.length - size >= recordBytes;
  }

  /// Adds a record that fits.
  ///
  /// @return bytes of memory that it took besides those taken at the start
  int append(RecordBytes record, long arrival, boolean checked) {
    byte[] into = resident();
    int[] begins = resident(offsets);
    int grown = 0;
    if (count == begins.length) {
      offsets = Arrays.copyOf(begins, count * 2);
      grown = count * Integer.BYTES;
      begins = resident(offsets);
    }
    begins[count] = size;
    size = record.writeTo(into, size, arrival, checked);
    count++;
    if (count == 1) {
      firstArrival = arrival;
    }
    lastArrival = arrival;
    return grown;
  }

  @Nullable View view() {
    return bytes == null || offsets == null ? null : new View(first, bytes, offsets, count);
  }

  /// Gives back what was read from the file.
  void attach(byte[] content, int[] begins) {
    bytes = content;
    offsets = begins;
  }

  /// Lets the memory go; the records are in the file or lost.
  void release() {
    bytes = null;
    offsets = null;
  }

  boolean isResident() {
    return bytes != null;
  }

  /// Bytes of memory in use.
  int footprint() {
    return bytes == null || offsets == null ? 0 : bytes.length + offsets.length * Integer.BYTES;
  }

  byte[] resident() {
    if (bytes == null) {
      throw new IllegalStateException("chunk " + first + " is not resident");
    }
    return bytes;
  }

  private static int[] resident(int @Nullable [] offsets) {
    if (offsets == null) {
      throw new IllegalStateException("a chunk without offsets");
    }
    return offsets;
  }

  int size() {
    return size;
  }

  int count() {
    return count;
  }

  /// Number behind the last record.
  long next() {
    return first + count;
  }

  long firstArrival() {
    return firstArrival;
  }

  /// At least the arrival of the last record; of a chunk that rests in its file it may be later,
  /// but not later than the next record's.
  long lastArrival() {
    return lastArrival;
  }
}
