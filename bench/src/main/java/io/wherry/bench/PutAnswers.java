package io.wherry.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Writes the answers to PutRecords calls, in CBOR.
///
/// ```text
///   {"FailedRecordCount": 0, "Records": [_ {"SequenceNumber": 56 digits, "ShardId": …}, … ]}
/// ```
///
/// Source: Kinesis Data Streams API reference, "PutRecords"; RFC 8949, section 3.
final class PutAnswers {
  private static final int DIGITS = 56;
  private static final int SMALL_DIGITS = 19;
  private static final byte[] BEGIN = bytes("a2|FailedRecordCount|00|Records|9f");
  private static final byte[] SEQUENCE_NUMBER = bytes("a2|SequenceNumber|78");
  private static final byte[] SHARD_ID = bytes("|ShardId|74");
  private static final int BREAK = 0xFF;

  private final ByteWriter body = new ByteWriter(128 << 10);
  private final ByteWriter whole = new ByteWriter(128 << 10);
  private final List<byte[]> shards = new ArrayList<>();

  /// Hexadecimal digits, and texts between bars.
  private static byte[] bytes(String pattern) {
    var out = new ByteWriter();
    String[] parts = pattern.split("\\|", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        for (int at = 0; at < parts[i].length(); at += 2) {
          out.write(Integer.parseInt(parts[i].substring(at, at + 2), 16));
        }
      } else {
        out.write(0x60 | parts[i].length());
        out.utf8(parts[i]);
      }
    }
    return out.copy();
  }

  void begin() {
    body.clear();
    body.write(BEGIN);
  }

  /// One record is stored.
  void add(int shard, long number) {
    body.write(SEQUENCE_NUMBER);
    body.write(DIGITS);
    body.write('4');
    body.write('9');
    for (int i = 2; i < DIGITS - SMALL_DIGITS; i++) {
      body.write('0');
    }
    body.padded(number, SMALL_DIGITS);
    body.write(SHARD_ID);
    body.write(name(shard));
  }

  private byte[] name(int shard) {
    while (shards.size() <= shard) {
      shards.add("shardId-%012d".formatted(shards.size()).getBytes(US_ASCII));
    }
    return shards.get(shard);
  }

  void send(OutputStream out) throws IOException {
    body.write(BREAK);
    whole.clear();
    whole.utf8(
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-cbor-1.1\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n");
    whole.write(body.array(), 0, body.length());
    out.write(whole.array(), 0, whole.length());
  }
}
