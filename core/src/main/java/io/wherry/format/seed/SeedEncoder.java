package io.wherry.format.seed;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.format.Encoder;
import io.wherry.format.FormatOptions;
import io.wherry.format.FourFields;

/// The classic message, byte for byte what its consumers expect: the four fields of DESIGN 9.
public final class SeedEncoder implements Encoder {
  private final FourFields fields;

  /// An encoder with the given choices.
  public SeedEncoder(FormatOptions options) {
    fields = new FourFields(options);
  }

  @Override
  public String name() {
    return "seed/1";
  }

  @Override
  public void begin(Change change, ByteWriter out) {
    fields.write(change, out);
  }

  @Override
  public void begin(LoggedStatement statement, ByteWriter out) {
    fields.write(statement, out);
  }

  @Override
  public void end(boolean lastOfTransaction, ByteWriter out) {
    out.write('}');
    out.write('\n');
  }

  /// All of the record: it says nothing of clock, server or log.
  @Override
  public void identity(ByteSlice encoded, ByteWriter out) {
    out.write(encoded);
  }
}
