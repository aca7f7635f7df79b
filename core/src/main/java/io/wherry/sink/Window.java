package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Every event between the last one acknowledged in order and the newest: a ring of primitive
/// columns, indexed by the event's number, that starts small and doubles on demand.
///
/// Its bound counts from further back: from the checkpoint, since that is what a restart reads and
/// compares again. Source: DELIVERY 4.
final class Window {
  /// Where an event stands. It goes down this list, and from SENT back to READY.
  static final byte WAITING = 0;

  static final byte READY = 1;
  static final byte SENT = 2;
  static final byte STORED = 3;

  /// As WAITING, but it is in the stream already: once nothing is before it, it is STORED.
  static final byte PRESENT = 4;

  private static final int CAPACITY_MIN = 1024;

  private final WindowOptions options;
  private final RecordBytes records = new RecordBytes();
  private final WaitChains chains = new WaitChains(CAPACITY_MIN);
  private int mask = CAPACITY_MIN - 1;
  private long[] place = new long[CAPACITY_MIN];
  private int[] recordLength = new int[CAPACITY_MIN];
  private short[] keyLength = new short[CAPACITY_MIN];
  private long[] hash = new long[CAPACITY_MIN];
  private byte[] state = new byte[CAPACITY_MIN];
  private int[] behind = new int[CAPACITY_MIN];
  private long oldest = 1;
  private long newest;
  private long bytes;
  private long offeredBytes;
  private long settled;
  private long settledBytes;

  Window(WindowOptions options) {
    this.options = options;
  }

  /// Whether two more events may be taken over.
  boolean hasRoom() {
    return newest - settled + 2 <= options.events()
        && offeredBytes - settledBytes < options.bytes();
  }

  /// Bytes of all events taken over so far.
  long offeredBytes() {
    return offeredBytes;
  }

  /// Events up to this one are behind the checkpoint and count no more.
  ///
  /// @param bytesThen what [#offeredBytes()] was when it was the newest
  void settle(long event, long bytesThen) {
    settled = event;
    settledBytes = bytesThen;
  }

  /// Takes over an event; its number is [#newest()] then, its state WAITING or READY.
  void add(ByteSlice key, long ofHash, long firstWaitKey, long secondWaitKey, ByteSlice record) {
    if (newest - settled >= options.events()) {
      throw new IllegalStateException("the window is full: ask hasRoom() first");
    }
    if (key.length() > Short.MAX_VALUE) {
      throw new IllegalArgumentException("partition key of " + key.length() + " bytes");
    }
    if (newest - oldest == mask) {
      grow();
    }
    newest++;
    int index = (int) newest & mask;
    place[index] = records.append(key, record);
    recordLength[index] = record.length();
    keyLength[index] = (short) key.length();
    hash[index] = ofHash;
    state[index] = chains.enter(newest, firstWaitKey, secondWaitKey) ? READY : WAITING;
    bytes += key.length() + record.length();
    offeredBytes += key.length() + record.length();
  }

  /// Marks a sent event as stored.
  ///
  /// @param released receives the events that are READY, or PRESENT and in turn, by that
  /// @return how many there are
  int stored(long event, long[] released) {
    state[index(event)] = STORED;
    int count = chains.leave(event, released);
    int waited = 0;
    for (int i = 0; i < count; i++) {
      int index = index(released[i]);
      if (state[index] == WAITING) {
        state[index] = READY;
      }
      // One that rode along in the same record is SENT, and about to be stored itself.
      if (state[index] != SENT) {
        released[waited++] = released[i];
      }
    }
    return waited;
  }

  /// Lets go of the stored events at the front.
  void advance() {
    while (oldest <= newest && state[(int) oldest & mask] == STORED) {
      int index = (int) oldest & mask;
      bytes -= keyLength[index] + recordLength[index];
      records.release(place[index]);
      oldest++;
    }
  }

  /// Describes an event to the request that will carry it.
  void copyTo(Request request, long event) {
    int index = index(event);
    request.add(
        event,
        records.chunk(place[index]),
        RecordBytes.offset(place[index]),
        keyLength[index],
        recordLength[index]);
  }

  long oldest() {
    return oldest;
  }

  long newest() {
    return newest;
  }

  /// Bytes of keys and records in the window.
  long bytes() {
    return bytes;
  }

  int length(long event) {
    return keyLength[index(event)] + recordLength[index(event)];
  }

  /// The first 64 bits of the hash key.
  long hash(long event) {
    return hash[index(event)];
  }

  String partitionKey(long event) {
    int index = index(event);
    byte[] key = new byte[keyLength[index]];
    records.chunk(place[index]).get(RecordBytes.offset(place[index]), key);
    return new String(key, StandardCharsets.UTF_8);
  }

  /// The event that may share a record with this one, behind it; 0 for none.
  long rider(long event) {
    long behind = chains.rider(event);
    return behind != 0 && state[index(behind)] == WAITING ? behind : 0;
  }

  byte state(long event) {
    return state[index(event)];
  }

  void state(long event, byte now) {
    state[index(event)] = now;
  }

  /// For each event the one after it in its lane's queue.
  int[] behind() {
    return behind;
  }

  /// What makes an index of an event's number.
  int mask() {
    return mask;
  }

  /// The number of an event in the window, of which only the low 32 bits are given.
  long number(int lowBits) {
    return oldest + (lowBits - (int) oldest);
  }

  private int index(long event) {
    return (int) event & mask;
  }

  /// Doubles the ring: what lay at `number & mask` moves to the new one's place.
  private void grow() {
    int old = mask + 1;
    // Seen from the old ring, an event moves up by `old` exactly when its number has that bit.
    place = Arrays.copyOf(place, 2 * old);
    recordLength = Arrays.copyOf(recordLength, 2 * old);
    keyLength = Arrays.copyOf(keyLength, 2 * old);
    hash = Arrays.copyOf(hash, 2 * old);
    state = Arrays.copyOf(state, 2 * old);
    behind = Arrays.copyOf(behind, 2 * old);
    for (long event = oldest; event <= newest; event++) {
      if ((event & old) != 0) {
        int from = (int) event & mask;
        place[from + old] = place[from];
        recordLength[from + old] = recordLength[from];
        keyLength[from + old] = keyLength[from];
        hash[from + old] = hash[from];
        state[from + old] = state[from];
        behind[from + old] = behind[from];
      }
    }
    chains.grow(oldest, newest);
    mask = 2 * old - 1;
  }
}
