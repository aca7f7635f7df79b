package io.wherry.local.protocol;

import com.fasterxml.jackson.core.io.SerializedString;
import io.wherry.local.fault.Fault;
import io.wherry.local.stream.PutBatch;
import io.wherry.local.stream.SequenceNumber;
import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.Shard;
import io.wherry.local.stream.Stream;
import io.wherry.local.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// PutRecord and PutRecords.
final class PutOperations {
  private static final String THROTTLED = "ProvisionedThroughputExceededException";
  private static final SerializedString SHARD = new SerializedString("ShardId");
  private static final SerializedString NUMBER = new SerializedString("SequenceNumber");
  private static final SerializedString CODE = new SerializedString("ErrorCode");
  private static final SerializedString MESSAGE = new SerializedString("ErrorMessage");
  private static final byte[] CODE_VALUE = THROTTLED.getBytes(StandardCharsets.US_ASCII);

  private final Streams streams;

  PutOperations(Streams streams) {
    this.streams = streams;
  }

  private Stream store(String name, Entries entries, Fault fault) {
    Stream stream = streams.find(name);
    entries.checkSizes(stream.maxRecordBytes());
    entries.batch().throttle(fault.throttled());
    stream.put(entries.batch());
    return stream;
  }

  void putRecord(Fields fields, Constraints constraints, Entries entries, Fault fault, Answer out) {
    String after = fields.text("SequenceNumberForOrdering");
    constraints.pattern(after, "sequenceNumberForOrdering", ReadOperations.SEQUENCE_NUMBER);
    entries.finishRecord("");
    String name = fields.stream(constraints);
    if (after != null) {
      mustBeKnown(after, streams.find(name));
    }
    Stream stream = store(name, entries, fault);
    PutBatch batch = entries.batch();
    String shard = Shard.id(batch.shard(0));
    if (batch.number(0) == Shard.NONE) {
      throw ServiceError.of(THROTTLED, Stream.rateExceeded(name, shard));
    }
    out.object(() -> {
      out.text("ShardId", shard);
      out.text(
          "SequenceNumber",
          new SequenceNumber(stream.stamp(), batch.number(0), batch.shard(0), false).toString());
    });
  }

  /// Numbers ascend by themselves; only one that was never given is refused.
  private void mustBeKnown(String after, Stream stream) {
    boolean known =
        SequenceNumber.parse(after)
            .filter(number -> number.stamp() == stream.stamp())
            .filter(number -> stream.hasGiven(number.shard(), number.place()))
            .isPresent();
    if (!known) {
      throw ServiceError.invalid(
          "ExclusiveMinimumSequenceNumber %s used in PutRecord on stream %s under account %s is"
              + " invalid.",
          after, stream.name(), Streams.ACCOUNT);
    }
  }

  void putRecords(
      Fields fields, Constraints constraints, Entries entries, Fault fault, Answer out) {
    String name = fields.stream(constraints);
    Stream stream = store(name, entries, fault);
    PutBatch batch = entries.batch();
    int failed = 0;
    for (int entry = 0; entry < batch.count(); entry++) {
      failed += batch.number(entry) == Shard.NONE ? 1 : 0;
    }
    int failures = failed;
    out.object(() -> {
      out.number("FailedRecordCount", failures);
      out.list("Records", () -> results(stream, batch, out));
    });
  }

  private static void results(Stream stream, PutBatch batch, Answer out) {
    int shard = Shard.NONE;
    byte[] id = {};
    byte[] digits = {};
    try {
      for (int entry = 0; entry < batch.count(); entry++) {
        if (batch.shard(entry) != shard) {
          shard = batch.shard(entry);
          id = Shard.id(shard).getBytes(StandardCharsets.US_ASCII);
          digits = SequenceNumber.digits(stream.stamp(), shard, 0);
        }
        out.start();
        if (batch.number(entry) == Shard.NONE) {
          out.ascii(CODE, CODE_VALUE);
          String text = Stream.rateExceeded(stream.name(), Shard.id(shard));
          out.ascii(MESSAGE, text.getBytes(StandardCharsets.US_ASCII));
        } else {
          SequenceNumber.place(batch.number(entry), digits);
          out.ascii(NUMBER, digits);
          out.ascii(SHARD, id);
        }
        out.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
