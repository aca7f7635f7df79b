package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Many user records inside one Kinesis record, as the Kinesis Producer Library packs them.
///
/// ```text
///   | F3 89 9A C2 | protobuf message | MD5 of the message, 16 bytes |
///
///   message:  1  partition key     text, repeated   0A len text
///             2  explicit hash key text, repeated   12 len text
///             3  record            repeated         1A len record
///             other fields are passed over
///   record:   1  index of its partition key      varint   08 n
///             2  index of its explicit hash key  varint   10 n   optional
///             3  data                            bytes    1A len data
///             other fields (4, tags) are passed over
/// ```
///
/// A record that only looks like one, since its checksum or its structure is wrong, is none: it is
/// data of somebody who happens to begin with the same four bytes.
///
/// Source: Kinesis Producer Library, "KPL Aggregated Record Format"; Protocol Buffers, "Encoding".
public final class AggregateRecord {
  static final int MAGIC = 0xF3899AC2;
  static final int MAGIC_BYTES = 4;
  static final int DIGEST_BYTES = 16;

  /// Fields of the message and of a record in it.
  static final int KEYS = 1;

  static final int HASH_KEYS = 2;
  static final int RECORDS = 3;
  static final int RECORD_KEY = 1;
  static final int RECORD_HASH_KEY = 2;
  static final int RECORD_DATA = 3;

  private final List<String> keys;
  private final List<String> hashKeys;
  private final List<ByteSlice> records;

  private AggregateRecord(List<String> keys, List<String> hashKeys, List<ByteSlice> records) {
    this.keys = keys;
    this.hashKeys = hashKeys;
    this.records = records;
  }

  /// Hears the records inside, in their order.
  public interface Visitor {
    /// One record.
    ///
    /// @param explicitHashKey where it was to go whatever its key, in decimal digits, or null
    /// @param data a view of the outer record's bytes
    void record(String partitionKey, @Nullable String explicitHashKey, ByteSlice data);
  }

  /// Takes the data of a Kinesis record apart; empty when it is no aggregate.
  public static Optional<AggregateRecord> of(ByteSlice data) {
    if (!hasMagic(data) || !hasDigest(data)) {
      return Optional.empty();
    }
    int length = data.length() - MAGIC_BYTES - DIGEST_BYTES;
    var message = new ByteSlice().wrap(data.array(), data.offset() + MAGIC_BYTES, length);
    try {
      AggregateRecord aggregate = parse(message);
      aggregate.forEach((key, hashKey, record) -> {}); // finds what is wrong before it is used
      return Optional.of(aggregate);
    } catch (MalformedFields _) {
      return Optional.empty();
    }
  }

  private static boolean hasMagic(ByteSlice data) {
    return data.length() >= MAGIC_BYTES + DIGEST_BYTES
        && (data.at(0) & 0xFF) == MAGIC >>> 24
        && (data.at(1) & 0xFF) == (MAGIC >>> 16 & 0xFF)
        && (data.at(2) & 0xFF) == (MAGIC >>> 8 & 0xFF)
        && (data.at(3) & 0xFF) == (MAGIC & 0xFF);
  }

  private static boolean hasDigest(ByteSlice data) {
    int from = data.offset() + MAGIC_BYTES;
    int to = data.offset() + data.length() - DIGEST_BYTES;
    MessageDigest md5 = md5();
    md5.update(data.array(), from, to - from);
    return Arrays.equals(md5.digest(), Arrays.copyOfRange(data.array(), to, to + DIGEST_BYTES));
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has MD5", e);
    }
  }

  private static AggregateRecord parse(ByteSlice message) {
    List<String> keys = new ArrayList<>();
    List<String> hashKeys = new ArrayList<>();
    List<ByteSlice> records = new ArrayList<>();
    var fields = new ProtobufFields(message);
    while (fields.next()) {
      switch (fields.number()) {
        case KEYS -> keys.add(fields.bytes().utf8());
        case HASH_KEYS -> hashKeys.add(fields.bytes().utf8());
        case RECORDS -> records.add(fields.bytes());
        default -> {} // a later version of the format may have more
      }
    }
    return new AggregateRecord(keys, hashKeys, records);
  }

  /// Number of records inside.
  public int size() {
    return records.size();
  }

  /// Shows each record inside.
  public void forEach(Visitor visitor) {
    for (ByteSlice record : records) {
      long key = -1;
      long hashKey = -1;
      ByteSlice data = null;
      var fields = new ProtobufFields(record);
      while (fields.next()) {
        switch (fields.number()) {
          case RECORD_KEY -> key = fields.varint();
          case RECORD_HASH_KEY -> hashKey = fields.varint();
          case RECORD_DATA -> data = fields.bytes();
          default -> {} // tags
        }
      }
      if (data == null) {
        throw new MalformedFields("a record without data");
      }
      visitor.record(at(keys, key), hashKey == -1 ? null : at(hashKeys, hashKey), data);
    }
  }

  private static String at(List<String> table, long index) {
    if (index < 0 || index >= table.size()) {
      throw new MalformedFields("no entry " + index + " among " + table.size());
    }
    return table.get((int) index);
  }
}
