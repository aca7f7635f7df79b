package io.wherry.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The bytes of a PutRecords or PutRecord call: CBOR behind a signed HTTP head. Made again for each
/// call in the same buffer, so that a record costs no garbage.
///
/// ```text
///   | room | HTTP/1.1 head | {"StreamName": …, "Records": [{"Data": …, "PartitionKey": …}, …]} |
///           ▲ offset()      ▲ HEAD_ROOM
/// ```
///
/// Source: Kinesis Data Streams API reference, "PutRecords", "PutRecord"; the SDKs' service model:
/// target prefix `Kinesis_20131202`, protocol CBOR 1.1.
final class PutRequest {
  private static final int HEAD_ROOM = 8 << 10;

  /// What a body takes besides its entries, and an entry besides its data and partition key.
  private static final int FRAME_ROOM = 1 << 10;

  private static final int ENTRY_ROOM = 96;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String TYPE = "application/x-amz-cbor-1.1";
  private static final String TARGET = "Kinesis_20131202.";

  private static final byte[] STREAM_NAME = "StreamName".getBytes(UTF_8);
  private static final byte[] RECORDS = "Records".getBytes(UTF_8);
  private static final byte[] DATA = "Data".getBytes(UTF_8);
  private static final byte[] PARTITION_KEY = "PartitionKey".getBytes(UTF_8);
  private static final byte[] EXPLICIT_HASH_KEY = "ExplicitHashKey".getBytes(UTF_8);
  private static final byte[] AFTER = "SequenceNumberForOrdering".getBytes(UTF_8);

  private final byte[] stream;
  private final RequestSigner signer;
  private final Md5Batch digests = new Md5Batch();
  private final byte[] headRoom = new byte[HEAD_ROOM];
  private ByteWriter out = new ByteWriter(HEAD_ROOM);
  private CborWriter cbor = new CborWriter(out);
  private String action = "";
  private int offset;

  PutRequest(String stream, RequestSigner signer) {
    this.stream = stream.getBytes(UTF_8);
    this.signer = signer;
  }

  /// Writes the body of a PutRecords call.
  void records(PutEntries entries) {
    int count = entries.count();
    begin("PutRecords", bytes(entries));
    cbor.map(2);
    cbor.text(STREAM_NAME);
    cbor.text(stream);
    cbor.text(RECORDS);
    cbor.array(count);
    for (int entry = 0; entry < count; entry++) {
      String hashKey = entries.explicitHashKey(entry);
      cbor.map(hashKey == null ? 2 : 3);
      members(entries, entry, hashKey);
    }
    digests.finish(out.array());
  }

  /// Writes the body of a PutRecord call.
  ///
  /// @param after the sequence number that it must be above; null for none
  void record(PutEntries entries, @Nullable String after) {
    begin("PutRecord", bytes(entries));
    String hashKey = entries.explicitHashKey(0);
    cbor.map(3 + (hashKey == null ? 0 : 1) + (after == null ? 0 : 1));
    cbor.text(STREAM_NAME);
    cbor.text(stream);
    if (after != null) {
      cbor.text(AFTER);
      cbor.text(after.getBytes(UTF_8));
    }
    members(entries, 0, hashKey);
    digests.finish(out.array());
  }

  /// Bytes of a body with these entries, at most.
  private static long bytes(PutEntries entries) {
    long bytes = FRAME_ROOM;
    for (int entry = 0; entry < entries.count(); entry++) {
      bytes += ENTRY_ROOM + entries.partitionKeyBytes(entry) + entries.dataBytes(entry);
    }
    return bytes;
  }

  /// A buffer that grew by doubling would hold twice what it needs.
  private void begin(String called, long bodyBytes) {
    action = called;
    int needed = (int) Math.min(HEAD_ROOM + bodyBytes, ByteWriter.MAX_BYTES);
    if (out.array().length < needed) {
      out = new ByteWriter(needed);
      cbor = new CborWriter(out);
    }
    out.clear();
    out.write(headRoom);
  }

  private void members(PutEntries entries, int entry, @Nullable String hashKey) {
    cbor.text(DATA);
    cbor.bytes(entries.dataBytes(entry));
    entries.data(entry, out, digests);
    cbor.text(PARTITION_KEY);
    cbor.text(entries.partitionKeyBytes(entry));
    entries.partitionKey(entry, out);
    if (hashKey != null) {
      cbor.text(EXPLICIT_HASH_KEY);
      cbor.text(hashKey.getBytes(UTF_8));
    }
  }

  /// Signs what was written and puts the head in front of it.
  void sign(URI endpoint, AwsCredentialsIdentity by, Instant now) {
    int length = out.length() - HEAD_ROOM;
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    String time = TIME.format(now);
    var headers = new TreeMap<String, String>();
    headers.put("content-type", TYPE);
    headers.put("host", endpoint.getRawAuthority());
    headers.put("x-amz-date", time);
    headers.put("x-amz-target", TARGET + action);
    if (by instanceof AwsSessionCredentialsIdentity session) {
      headers.put("x-amz-security-token", session.sessionToken());
    }
    String authorization =
        signer.authorization(
            by.accessKeyId(),
            by.secretAccessKey(),
            time,
            "POST\n" + path + "\n",
            headers,
            out.array(),
            HEAD_ROOM,
            length);
    var head = new StringBuilder(1_024).append("POST ").append(path).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append("authorization: ").append(authorization).append("\r\n");
    head.append("content-length: ").append(length).append("\r\n\r\n");
    byte[] bytes = head.toString().getBytes(UTF_8);
    if (bytes.length > HEAD_ROOM) {
      throw new IllegalStateException(
          "a request's head of %d bytes; at most %d: shorten the session token"
              .formatted(bytes.length, HEAD_ROOM));
    }
    offset = HEAD_ROOM - bytes.length;
    System.arraycopy(bytes, 0, out.array(), offset, bytes.length);
  }

  /// The array that holds the request, valid until the next one is begun.
  byte[] array() {
    return out.array();
  }

  /// Index in [#array()] of the request's first byte.
  int offset() {
    return offset;
  }

  /// Number of the request's bytes.
  int length() {
    return out.length() - offset;
  }

  /// Lets go of a buffer of more than so many bytes.
  void shrink(int bytes) {
    if (out.array().length > bytes) {
      out = new ByteWriter(HEAD_ROOM);
      cbor = new CborWriter(out);
    }
  }
}
