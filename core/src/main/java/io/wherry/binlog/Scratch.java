package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;

/// Room in which column decoders build what they cannot show in place; one per reader, so that ten
/// thousand tables share it.
final class Scratch {
  /// Built bytes; cleared by whoever uses it.
  final ByteWriter out = new ByteWriter(1024);

  /// What is handed to a visitor.
  final ByteSlice slice = new ByteSlice();

  /// The text of a JSON document that is being unfolded.
  final JsonText json = new JsonText();

  /// Points [#slice] at what was built.
  ByteSlice built() {
    return out.slice(slice);
  }
}
