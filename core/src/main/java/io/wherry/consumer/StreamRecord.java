package io.wherry.consumer;

import io.wherry.bytes.ByteSlice;
import java.time.Instant;

/// One record as it was put, taken out of its aggregate where it was in one.
///
/// @param shard id of the shard that holds it
/// @param sequenceNumber of the Kinesis record, in decimal digits
/// @param part its index inside an aggregate, from 0; 0 also outside
/// @param arrived when the service took it, as far as the service knows
/// @param data its bytes, which stay valid
public record StreamRecord(
    String shard,
    String sequenceNumber,
    int part,
    Instant arrived,
    String partitionKey,
    ByteSlice data) {}
