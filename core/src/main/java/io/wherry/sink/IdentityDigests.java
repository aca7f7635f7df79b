package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import org.jspecify.annotations.Nullable;

/// Digests of what tells events apart; for one thread.
public final class IdentityDigests {
  private final Identity identity;
  private final Digest.Maker digests = new Digest.Maker();
  private final ByteWriter name = new ByteWriter();

  /// Digests of what the format says.
  public IdentityDigests(Identity identity) {
    this.identity = identity;
  }

  /// The digest of a record's identity, also of one for which a pointer stands; null when the
  /// record is none of ours.
  public @Nullable Digest of(ByteSlice record) {
    Digest pointed = PointerRecord.id(record);
    if (pointed != null) {
      return pointed;
    }
    name.clear();
    try {
      identity.of(record, name);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return null;
    }
    return digests.add(name.array(), 0, name.length()).get();
  }
}
