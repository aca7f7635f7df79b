package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;

/// What tells the event of a record from others, the same whenever and wherever the change is
/// encoded.
@FunctionalInterface
public interface Identity {
  /// Appends it.
  ///
  /// @throws IllegalArgumentException when the record is none of ours
  void of(ByteSlice record, ByteWriter out);
}
