package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;
import java.time.Instant;

/// One record as a shard holds it.
///
/// @param sequenceNumber its place in the shard, in decimal digits, ascending as numbers
/// @param arrived when the service took it, as far as the service knows
/// @param data the record's own bytes, which stay valid
public record StoredRecord(
    String sequenceNumber, Instant arrived, String partitionKey, ByteSlice data) {}
