package io.wherry.compatibility;

/// Where services differ from each other, and who is right by the API reference. What they refuse
/// by another name is listed where each is tested, calls of ten mebibytes in
/// [TenMebibytesContract].
enum Difference {
  /// `kinesis-local` closes a shard with a number below those of its records. Wrong: the range of
  /// the shard's sequence numbers ends there (SequenceNumberRange).
  ENDING_SEQUENCE_NUMBER_OF_A_CLOSED_SHARD_IS_WRONG,

  /// `kinesis-local` lets a child begin with its parent's number, or below its parent's end. Wrong:
  /// the number of a record is unique in the stream (PutRecord).
  SEQUENCE_NUMBERS_OF_PARENT_AND_CHILD_OVERLAP,

  /// `kinesis-local` lists all shards as open at the horizon. Wrong: those that were split off
  /// later were not (ListShards, ShardFilter).
  SHARDS_ARE_LISTED_AS_OPEN_AT_THE_HORIZON_THAT_WERE_NOT_THERE,

  /// `kinesis-local` divides 2^128 - 1 keys, so that a shard may end one key too early. Wrong:
  /// there are 2^128 of them (SplitShard; the shards of the service are equal to the key).
  HASH_KEYS_ARE_SHARED_AS_IF_THE_LAST_WERE_NONE,

  /// `kinesis-local` goes from two shards to three by splitting one. Wrong: uniform scaling creates
  /// shards of equal size (UpdateShardCount).
  SHARDS_ARE_UNEVEN_AFTER_A_RESHARD,

  /// `kinesis-local` wants the lower shard first. Wrong: two shards are adjacent if the union of
  /// their ranges has no gap (MergeShards).
  SHARDS_MERGE_IN_ONE_ORDER_ONLY,

  /// `kinesis-local` answers without NextToken and StreamSummaries, which are newer than it is
  /// (ListStreams).
  LIST_STREAMS_GIVES_NO_TOKEN
}
