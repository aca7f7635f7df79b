package io.wherry.local.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Where the bytes of one record are, and how they lie in a [Chunk]. One is used for many records.
public final class RecordBytes {
  static final int CRC_AT = 0;
  static final int DATA_LENGTH_AT = 4;
  static final int ARRIVAL_AT = 8;
  static final int KEY_LENGTH_AT = 16;

  /// Bytes in front of the key.
  static final int HEAD = 18;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int keyAt;
  private int keyLength;
  private int dataAt;
  private int dataLength;

  /// @param bytes holds the keys and the data of all records
  public RecordBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Points at a record.
  ///
  /// @param keyLength at most 65,535 bytes
  public void set(int keyAt, int keyLength, int dataAt, int dataLength) {
    this.keyAt = keyAt;
    this.keyLength = keyLength;
    this.dataAt = dataAt;
    this.dataLength = dataLength;
  }

  int size() {
    return HEAD + keyLength + dataLength;
  }

  /// Writes the record as a chunk holds it.
  ///
  /// @return where the next record begins
  int writeTo(byte[] into, int at, long arrival, boolean checked) {
    INT.set(into, at + DATA_LENGTH_AT, dataLength);
    LONG.set(into, at + ARRIVAL_AT, arrival);
    SHORT.set(into, at + KEY_LENGTH_AT, (short) keyLength);
    System.arraycopy(bytes, keyAt, into, at + HEAD, keyLength);
    System.arraycopy(bytes, dataAt, into, at + HEAD + keyLength, dataLength);
    int end = at + HEAD + keyLength + dataLength;
    INT.set(into, at + CRC_AT, checked ? crc(into, at, end) : 0);
    return end;
  }

  static int crc(byte[] bytes, int at, int end) {
    var crc = new CRC32C();
    crc.update(bytes, at + DATA_LENGTH_AT, end - at - DATA_LENGTH_AT);
    return (int) crc.getValue();
  }

  static int storedCrc(byte[] chunk, int at) {
    return (int) INT.get(chunk, at + CRC_AT);
  }

  static int dataLength(byte[] chunk, int at) {
    return (int) INT.get(chunk, at + DATA_LENGTH_AT);
  }

  static long arrival(byte[] chunk, int at) {
    return (long) LONG.get(chunk, at + ARRIVAL_AT);
  }

  static int keyLength(byte[] chunk, int at) {
    return (short) SHORT.get(chunk, at + KEY_LENGTH_AT) & 0xFFFF;
  }
}
