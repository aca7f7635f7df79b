package io.wherry.kinesis;

import java.time.Duration;

/// The service's limits, and ours that follow from them.
///
/// Source: Amazon Kinesis Data Streams developer guide, "Quotas and limits", and API reference,
/// "PutRecords".
public final class KinesisLimits {
  /// Records in one PutRecords call.
  public static final int RECORDS_PER_CALL = 500;

  /// Bytes of data and partition keys in one PutRecords call: 10 MiB.
  public static final int BYTES_PER_CALL = 10 << 20;

  /// Bytes of data and partition key in one record, where the stream says nothing else: 1 MiB.
  public static final int RECORD_BYTES = 1 << 20;

  /// Characters in a partition key, and at least one.
  public static final int KEY_CHARACTERS = 256;

  /// Records a shard takes in a second.
  public static final int SHARD_RECORDS_PER_SECOND = 1_000;

  /// Bytes a shard takes in a second: 1 MB.
  public static final int SHARD_BYTES_PER_SECOND = 1_000_000;

  /// How long a put may take, one attempt, before its outcome counts as unknown.
  public static final Duration REQUEST_LIFE = Duration.ofSeconds(5);

  /// How long a connection may take to be made.
  public static final Duration CONNECT_TIME = Duration.ofSeconds(2);

  /// How long a call other than a put may take, with its retries.
  public static final Duration CALL_TIME = Duration.ofSeconds(20);

  /// How long a stream may take to become active.
  public static final Duration CREATE_TIME = Duration.ofMinutes(3);

  /// Bytes of data that one GetRecords call answers with at most: 10 MiB.
  public static final int PAGE_BYTES = 10 << 20;

  /// Records that one GetRecords call answers with at most.
  public static final int PAGE_RECORDS = 10_000;

  /// Time between the starts of two GetRecords calls to one shard. The service allows five a
  /// second, to all readers together; a little more leaves room for a clock that jitters.
  public static final Duration READ_INTERVAL = Duration.ofMillis(210);

  /// How long one GetRecords call may take: a full page over a slow line.
  public static final Duration READ_TIME = Duration.ofSeconds(30);

  /// How long a shard may refuse to be read, throttled or ill, before that is a failure.
  public static final Duration READ_PATIENCE = Duration.ofMinutes(3);

  /// How long a record that was acknowledged may stay invisible to readers: an assumption, see
  /// DELIVERY 3.
  public static final Duration READ_LAG = Duration.ofSeconds(1);

  /// How long a stream keeps its records unless its owner says otherwise. Source: Kinesis Data
  /// Streams developer guide, "Changing the Data Retention Period".
  public static final Duration RETENTION = Duration.ofHours(24);

  /// Shards read from one stream at most.
  public static final int SHARDS_MAX = 100_000;

  private KinesisLimits() {}
}
