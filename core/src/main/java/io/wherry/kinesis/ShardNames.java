package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Hash64;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of shards as strings, made once each: an answer names one with every record.
final class ShardNames {
  /// Names that are remembered at most.
  private static final int PLACES = 1_024;

  private final @Nullable String[] names = new String[PLACES];

  /// The name as a string.
  String name(ByteSlice ascii) {
    int place = (int) Hash64.of(ascii, 0) & (PLACES - 1);
    String known = names[place];
    if (known == null || !same(known, ascii)) {
      known = new String(ascii.array(), ascii.offset(), ascii.length(), StandardCharsets.UTF_8);
      names[place] = known;
    }
    return known;
  }

  private static boolean same(String known, ByteSlice ascii) {
    if (known.length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) != ascii.at(i)) {
        return false;
      }
    }
    return true;
  }
}
