package io.wherry.sink;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The first 128 bits of the SHA-256 of some bytes: what is told apart by it is different for all
/// practical purposes, also across millions of records.
///
/// @param high the first 64 bits
/// @param low the next 64
public record Digest(long high, long low) {
  /// 32 hexadecimal digits.
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  /// Makes digests; for one thread.
  static final class Maker {
    private final MessageDigest sha;

    Maker() {
      try {
        sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    Maker add(byte[] bytes, int offset, int length) {
      sha.update(bytes, offset, length);
      return this;
    }

    Digest get() {
      ByteBuffer digest = ByteBuffer.wrap(sha.digest());
      return new Digest(digest.getLong(), digest.getLong());
    }
  }
}
