package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;

/// Walks over the fields of one protobuf message.
///
/// ```text
///   field:   | varint: number << 3 | wire type | value |
///   value:   type 0  varint          type 2  varint length, then so many bytes
///            type 1  8 bytes         type 5  4 bytes
///   varint:  seven bits a byte, lowest first, top bit set on all but the last
/// ```
///
/// Source: Protocol Buffers, "Encoding".
final class ProtobufFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int VARINT_BITS = 64;

  private final byte[] array;
  private final int end;
  private int at;
  private int number;
  private int type = -1;
  private long varint;
  private ByteSlice bytes = new ByteSlice();

  ProtobufFields(ByteSlice message) {
    array = message.array();
    at = message.offset();
    end = message.offset() + message.length();
  }

  /// Goes to the next field; false after the last.
  ///
  /// @throws MalformedFields when the bytes do not fit the form
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = readVarint();
    type = (int) (tag & 7);
    number = (int) Math.min(Integer.MAX_VALUE, tag >>> 3);
    switch (type) {
      case VARINT -> varint = readVarint();
      case FIXED64 -> bytes = take(8);
      case LENGTH -> bytes = take(readVarint());
      case FIXED32 -> bytes = take(4);
      default -> throw new MalformedFields("wire type " + type);
    }
    return true;
  }

  int number() {
    return number;
  }

  /// The value of a field of type 0.
  long varint() {
    if (type != VARINT) {
      throw new MalformedFields("field " + number + " is no number");
    }
    return varint;
  }

  /// A view of the value of a field of type 2, a new one for each field.
  ByteSlice bytes() {
    if (type != LENGTH) {
      throw new MalformedFields("field " + number + " has no length");
    }
    return bytes;
  }

  private ByteSlice take(long length) {
    if (length < 0 || length > end - at) {
      throw new MalformedFields(length + " bytes needed, " + (end - at) + " left");
    }
    var slice = new ByteSlice().wrap(array, at, (int) length);
    at += (int) length;
    return slice;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      if (at == end) {
        throw new MalformedFields("a number without an end");
      }
      byte part = array[at++];
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new MalformedFields("a number of more than ten bytes");
  }
}
