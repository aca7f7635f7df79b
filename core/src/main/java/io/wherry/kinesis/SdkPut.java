package io.wherry.kinesis;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// Puts by the AWS SDK's blocking client: the reference that [LeanPut] is compared with.
final class SdkPut implements Puts {
  private static final String ACTION = "kinesis:PutRecords";

  private final KinesisClient client;
  private final String stream;
  private final PutFailures failures;

  /// @param client one that does not retry
  SdkPut(KinesisClient client, String stream, KinesisErrors errors) {
    this.client = client;
    this.stream = stream;
    failures = new PutFailures(errors);
  }

  @Override
  public void put(PutEntries entries, PutOutcomes outcomes) {
    int count = entries.count();
    List<PutRecordsRequestEntry> records = new ArrayList<>(count);
    for (int entry = 0; entry < count; entry++) {
      records.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(entries.partitionKey(entry))
              .explicitHashKey(entries.explicitHashKey(entry))
              .data(SdkBytes.fromByteArrayUnsafe(entries.data(entry)))
              .build());
    }
    try {
      PutRecordsResponse answer =
          client.putRecords(
              PutRecordsRequest.builder()
                  .streamName(stream)
                  .records(records)
                  .overrideConfiguration(guard(entries))
                  .build());
      read(answer.records(), count, outcomes);
    } catch (SdkException e) {
      failures.tell(e, ACTION, count, outcomes);
    } catch (UncheckedIOException e) {
      failures.tell(forbidden(e), ACTION, count, outcomes);
    }
  }

  /// One PutRecord call. Source: Kinesis Data Streams API reference, "PutRecord",
  /// SequenceNumberForOrdering.
  @Override
  public void putInOrder(PutEntries entries, @Nullable String after, PutOutcomes outcomes) {
    try {
      PutRecordResponse answer =
          client.putRecord(
              PutRecordRequest.builder()
                  .streamName(stream)
                  .partitionKey(entries.partitionKey(0))
                  .explicitHashKey(entries.explicitHashKey(0))
                  .sequenceNumberForOrdering(after)
                  .data(SdkBytes.fromByteArrayUnsafe(entries.data(0)))
                  .overrideConfiguration(guard(entries))
                  .build());
      if (answer.shardId() == null || answer.sequenceNumber() == null) {
        outcomes.unknown(0, "an answer without a sequence number");
      } else {
        outcomes.stored(0, answer.shardId(), answer.sequenceNumber());
      }
    } catch (SdkException e) {
      failures.tell(e, "kinesis:PutRecord", 1, outcomes);
    } catch (UncheckedIOException e) {
      failures.tell(forbidden(e), "kinesis:PutRecord", 1, outcomes);
    }
  }

  /// The SDK wraps what a body throws only where it sends it, not where it signs it.
  private static SdkException forbidden(UncheckedIOException e) {
    return SdkClientException.create(KinesisErrors.rootMessage(e), e);
  }

  private static AwsRequestOverrideConfiguration guard(PutEntries entries) {
    return AwsRequestOverrideConfiguration.builder()
        .putExecutionAttribute(GuardedBody.GUARD, entries::leaving)
        .build();
  }

  private static void read(List<PutRecordsResultEntry> results, int count, PutOutcomes outcomes) {
    for (int entry = 0; entry < count; entry++) {
      if (results.size() != count) {
        outcomes.unknown(entry, results.size() + " results for " + count + " records");
        continue;
      }
      PutRecordsResultEntry result = results.get(entry);
      String code = result.errorCode();
      if (code != null && KinesisErrors.isThrottling(code)) {
        outcomes.throttled(entry);
      } else if (code != null) {
        outcomes.unknown(entry, code);
      } else if (result.shardId() == null || result.sequenceNumber() == null) {
        outcomes.unknown(entry, "a result without a sequence number");
      } else {
        outcomes.stored(entry, result.shardId(), result.sequenceNumber());
      }
    }
  }

  /// The client is its maker's to close.
  @Override
  public void close() {}
}
