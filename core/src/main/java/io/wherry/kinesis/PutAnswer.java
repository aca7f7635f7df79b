package io.wherry.kinesis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/// Reads the answers of PutRecords and PutRecord; for one thread.
///
/// ```text
///   {"FailedRecordCount": n, "Records": [
///      {"SequenceNumber": digits, "ShardId": name},
///      {"ErrorCode": name, "ErrorMessage": text}, …]}
///   {"SequenceNumber": digits, "ShardId": name}
///   {"__type": name of the error, "message": text}
/// ```
///
/// Source: Kinesis Data Streams API reference, "PutRecords", "PutRecord".
final class PutAnswer {
  private static final byte[] RECORDS = "Records".getBytes(UTF_8);
  private static final byte[] SEQUENCE_NUMBER = "SequenceNumber".getBytes(UTF_8);
  private static final byte[] SHARD_ID = "ShardId".getBytes(UTF_8);
  private static final byte[] ERROR_CODE = "ErrorCode".getBytes(UTF_8);

  private final CborReader in = new CborReader();
  private final ByteSlice name = new ByteSlice();
  private final ByteSlice shard = new ByteSlice();
  private final ByteSlice sequenceNumber = new ByteSlice();
  private final ByteSlice errorCode = new ByteSlice();
  private final ShardNames shards = new ShardNames();
  private boolean hasShard;
  private boolean hasSequenceNumber;
  private boolean hasErrorCode;

  /// Tells the outcomes of a PutRecords call.
  ///
  /// @throws CborReader.Malformed when the answer makes no sense; then nothing was told
  void records(ByteSlice body, int count, PutOutcomes outcomes) {
    int found = find(body);
    int results = 0;
    // First to the end of it: half an answer must not tell half of the outcomes.
    for (int left = found; in.hasNext(left); left--) {
      result();
      results++;
    }
    if (results != count) {
      for (int entry = 0; entry < count; entry++) {
        outcomes.unknown(entry, results + " results for " + count + " records");
      }
      return;
    }
    found = find(body);
    for (int entry = 0; entry < count; entry++) {
      in.hasNext(found - entry);
      result();
      tell(entry, outcomes);
    }
  }

  /// Tells the outcome of a PutRecord call.
  ///
  /// @throws CborReader.Malformed when the answer makes no sense; then nothing was told
  void record(ByteSlice body, PutOutcomes outcomes) {
    in.wrap(body);
    result();
    if (hasShard && hasSequenceNumber) {
      tell(0, outcomes);
    } else {
      outcomes.unknown(0, "an answer without a sequence number");
    }
  }

  /// Goes to the list of results and enters it.
  private int find(ByteSlice body) {
    in.wrap(body);
    for (int left = in.map(); in.hasNext(left); left--) {
      if (is(RECORDS, in.text(name))) {
        return in.array();
      }
      in.skip();
    }
    return 0;
  }

  private void result() {
    hasShard = false;
    hasSequenceNumber = false;
    hasErrorCode = false;
    for (int left = in.map(); in.hasNext(left); left--) {
      in.text(name);
      if (is(SEQUENCE_NUMBER, name)) {
        hasSequenceNumber = in.textOrNull(sequenceNumber);
      } else if (is(SHARD_ID, name)) {
        hasShard = in.textOrNull(shard);
      } else if (is(ERROR_CODE, name)) {
        hasErrorCode = in.textOrNull(errorCode);
      } else {
        in.skip();
      }
    }
  }

  private void tell(int entry, PutOutcomes outcomes) {
    if (hasErrorCode) {
      String code = errorCode.utf8();
      if (KinesisErrors.isThrottling(code)) {
        outcomes.throttled(entry);
      } else {
        outcomes.unknown(entry, code);
      }
    } else if (hasShard && hasSequenceNumber) {
      outcomes.stored(entry, shards.name(shard), digits());
    } else {
      outcomes.unknown(entry, "a result without a sequence number");
    }
  }

  /// One byte a digit, which makes a string without a look at each.
  private String digits() {
    return new String(
        sequenceNumber.array(), sequenceNumber.offset(), sequenceNumber.length(), ISO_8859_1);
  }

  private static boolean is(byte[] wanted, ByteSlice name) {
    return java.util.Arrays.equals(
        wanted, 0, wanted.length, name.array(), name.offset(), name.offset() + name.length());
  }

  /// What an answer that is no success says.
  ///
  /// @param code name of the error, without its namespace; empty where it has none
  /// @param message in the service's words, or null
  record Refusal(String code, @Nullable String message) {}

  /// Reads an error; one that no service of AWS made has no name.
  Refusal refusal(@Nullable String errorType, ByteSlice body) {
    String code = errorType;
    String message = null;
    try {
      in.wrap(body);
      var value = new ByteSlice();
      for (int left = in.map(); in.hasNext(left); left--) {
        String member = in.text(name).utf8();
        if (member.equals("__type") && in.textOrNull(value)) {
          code = value.utf8();
        } else if (member.equalsIgnoreCase("message") && in.textOrNull(value)) {
          message = value.utf8();
        } else if (!member.equals("__type") && !member.equalsIgnoreCase("message")) {
          in.skip();
        }
      }
    } catch (CborReader.Malformed _) {
      // A proxy or a balancer on the way speaks HTML.
    }
    return new Refusal(code == null ? "" : bare(code), message);
  }

  /// `com.amazonaws.kinesis#Name` and `Name:http://…` both mean `Name`.
  private static String bare(String code) {
    String behind = code.substring(code.indexOf('#') + 1);
    int colon = behind.indexOf(':');
    return colon < 0 ? behind : behind.substring(0, colon);
  }
}
