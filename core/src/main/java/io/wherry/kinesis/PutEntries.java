package io.wherry.kinesis;

/// The records of one put, asked for one after the other.
public interface PutEntries {
  /// Number of records, at most [KinesisLimits#RECORDS_PER_CALL].
  int count();

  /// The partition key of an entry, 1 to [KinesisLimits#KEY_CHARACTERS] characters.
  String partitionKey(int entry);

  /// The data of an entry, in an array that nobody changes any more.
  byte[] data(int entry);
}
