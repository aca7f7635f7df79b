package io.wherry.consumer;

import io.wherry.kinesis.PutOutcomes;

/// Takes nothing but success.
record Stored() implements PutOutcomes {
  @Override
  public void stored(int entry, String shard, String sequenceNumber) {}

  @Override
  public void throttled(int entry) {
    throw new AssertionError("throttled");
  }

  @Override
  public void notStored(int entry, String why) {
    throw new AssertionError(why);
  }

  @Override
  public void unknown(int entry, String why) {
    throw new AssertionError(why);
  }
}
