package io.wherry.local.fault;

/// One call of the API that was understood and is about to be served.
///
/// @param number counts the calls since the start, from 1
/// @param operation its name in the API, like `PutRecords`
/// @param stream the stream that it names, directly or by a shard iterator; empty when none
/// @param entries records to be put; 0 for every operation that puts none
public record Call(long number, String operation, String stream, int entries) {}
