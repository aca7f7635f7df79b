package io.wherry.column;

import java.util.Arrays;

/// A key of a JSON object, in UTF-8. Ordered as the server orders the members of an object: shorter
/// ones first, those of one length byte by byte.
///
/// Source: MySQL 9 Reference Manual, "The JSON Data Type", "Normalization".
final class JsonKey implements Comparable<JsonKey> {
  private final byte[] utf8;

  JsonKey(byte[] utf8) {
    this.utf8 = utf8;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public int compareTo(JsonKey other) {
    return utf8.length == other.utf8.length
        ? Arrays.compareUnsigned(utf8, other.utf8)
        : Integer.compare(utf8.length, other.utf8.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonKey key && Arrays.equals(utf8, key.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }
}
