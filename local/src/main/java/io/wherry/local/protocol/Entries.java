package io.wherry.local.protocol;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wherry.local.stream.HashKey;
import io.wherry.local.stream.PutBatch;
import io.wherry.local.stream.ServiceError;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the records of a put straight into a [PutBatch]: their keys and data go into one array, in
/// the order in which they are sent, without an object in between. One serves many calls.
final class Entries extends OutputStream {
  /// Most records of one call. Source: API reference, "PutRecords".
  static final int RECORDS_MAX = 500;

  /// Most bytes of all keys and data of one call.
  static final long CALL_BYTES_MAX = 10 << 20;

  /// Most bytes of a record's data, whatever the stream accepts.
  private static final int DATA_BYTES_MAX = 10 << 20;

  private static final int KEY_CHARS_MAX = 256;

  /// An array larger than this is not kept for the next call.
  private static final int KEPT_BYTES_MAX = 1 << 20;

  private static final int BYTES_FIRST = 4 << 10;

  static final Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");

  private final PutBatch batch = new PutBatch(RECORDS_MAX);
  private byte[] bytes = new byte[BYTES_FIRST];
  private int size;

  private int keyAt;
  private int keyLength;
  private int keyChars;
  private int dataAt;
  private int dataLength;
  private @Nullable String hash;

  private boolean hasList;
  private int records;
  private int largestRecord;
  private Constraints constraints = new Constraints();

  /// Forgets the call before.
  ///
  /// @param bodyBytes size of the request, which what is in it never exceeds
  void start(int bodyBytes, Constraints constraints) {
    if (bodyBytes > bytes.length || bytes.length > KEPT_BYTES_MAX) {
      bytes = new byte[Math.max(bodyBytes, BYTES_FIRST)];
    }
    size = 0;
    records = 0;
    hasList = false;
    largestRecord = 0;
    this.constraints = constraints;
    batch.start(bytes);
    startRecord();
  }

  private void startRecord() {
    keyLength = Integer.MIN_VALUE;
    dataLength = Integer.MIN_VALUE;
    hash = null;
  }

  @Override
  public void write(int b) {
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /// Reads the value of `Records`.
  void readAll(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw Fields.serialization("Records is no list");
    }
    hasList = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw Fields.serialization("Records holds something that is no structure");
      }
      startRecord();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        if (!read(name, in)) {
          in.skipChildren();
        }
      }
      records++;
      if (records <= RECORDS_MAX) {
        finishRecord("records." + records + ".member.");
      }
    }
  }

  /// Reads one field of a record.
  ///
  /// @return false when it is none of a record's
  boolean read(String name, JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return true;
    }
    switch (name) {
      case "Data" -> {
        dataAt = size;
        try {
          in.readBinaryValue(this);
        } catch (JsonParseException | IllegalArgumentException e) {
          throw Fields.serialization("Data is no base64");
        }
        dataLength = size - dataAt;
      }
      case "PartitionKey" -> readKey(in);
      case "ExplicitHashKey" -> {
        mustBeText(name, in);
        hash = in.getText();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void mustBeText(String name, JsonParser in) {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw Fields.serialization(name + " is no text");
    }
  }

  private void readKey(JsonParser in) throws IOException {
    mustBeText("PartitionKey", in);
    char[] chars = in.getTextCharacters();
    int from = in.getTextOffset();
    keyChars = in.getTextLength();
    keyAt = size;
    for (int i = from; i < from + keyChars; i++) {
      char c = chars[i];
      if (c < 0x80) {
        write(c);
      } else if (c < 0x800) {
        write(0xC0 | (c >> 6));
        write(0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < from + keyChars
          && Character.isLowSurrogate(chars[i + 1])) {
        int point = Character.toCodePoint(c, chars[++i]);
        write(0xF0 | (point >> 18));
        write(0x80 | ((point >> 12) & 0x3F));
        write(0x80 | ((point >> 6) & 0x3F));
        write(0x80 | (point & 0x3F));
      } else if (Character.isSurrogate(c)) {
        write('?');
      } else {
        write(0xE0 | (c >> 12));
        write(0x80 | ((c >> 6) & 0x3F));
        write(0x80 | (c & 0x3F));
      }
    }
    keyLength = size - keyAt;
  }

  /// Adds the record that was read.
  ///
  /// @param path in front of the names of its fields
  void finishRecord(String path) {
    boolean complete = true;
    if (keyLength < 0) {
      constraints.required(null, path + "partitionKey");
      complete = false;
    } else if (keyChars < 1 || keyChars > KEY_CHARS_MAX) {
      constraints.length(keyChars, key(), path + "partitionKey", 1, KEY_CHARS_MAX);
      complete = false;
    }
    if (dataLength < 0) {
      constraints.required(null, path + "data");
      complete = false;
    } else if (dataLength > DATA_BYTES_MAX) {
      constraints.length(dataLength, shown(dataLength), path + "data", 0, DATA_BYTES_MAX);
      complete = false;
    }
    if (hash != null && !HASH_KEY.matcher(hash).matches()) {
      constraints.pattern(hash, path + "explicitHashKey", HASH_KEY);
      complete = false;
    }
    if (!complete) {
      return;
    }
    if (hash == null) {
      batch.add(keyAt, keyLength, dataAt, dataLength);
    } else {
      batch.add(keyAt, keyLength, dataAt, dataLength, hashKey(hash));
    }
    largestRecord = Math.max(largestRecord, keyLength + dataLength);
  }

  private String key() {
    return new String(bytes, keyAt, keyLength, StandardCharsets.UTF_8);
  }

  private static String shown(int length) {
    return "java.nio.HeapByteBuffer[pos=0 lim=%d cap=%d]".formatted(length, length);
  }

  /// @throws ServiceError when it is 2^128 or more
  static HashKey hashKey(String digits) {
    var number = new BigInteger(digits);
    if (number.bitLength() > 128) {
      throw ServiceError.invalid(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified"
              + " value was %s",
          digits);
    }
    return HashKey.of(number);
  }

  /// Checks what holds for all records together.
  void checkCount(String path) {
    if (!hasList) {
      constraints.required(null, path);
    } else if (records < 1 || records > RECORDS_MAX) {
      constraints.length(records, "[" + records + " records]", path, 1, RECORDS_MAX);
    }
  }

  /// Checks what depends on the stream.
  ///
  /// @throws ServiceError when a record or all together are too large
  void checkSizes(int recordBytesMax) {
    long all = 0;
    for (int entry = 0; entry < batch.count(); entry++) {
      all += batch.size(entry);
    }
    if (largestRecord > recordBytesMax) {
      var tooLarge = new Constraints();
      tooLarge.length(largestRecord, shown(largestRecord), "data", 0, recordBytesMax);
      tooLarge.check();
    }
    if (all > CALL_BYTES_MAX) {
      throw ServiceError.invalid("Records size exceeds 10 MB limit");
    }
  }

  PutBatch batch() {
    return batch;
  }

  /// How many records `Records` had, wrong ones included.
  int records() {
    return records;
  }
}
