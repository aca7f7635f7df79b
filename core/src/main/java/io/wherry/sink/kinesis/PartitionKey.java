package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Makes every key one that the service takes: 1 to 256 characters. A longer one is cut and ends in
/// its digest, so that keys with a long common start still go to shards of their own; an empty one
/// becomes `-`. Equal keys stay equal, which is all that a shard needs.
///
/// ```text
///   | first 223 characters or one less | ~ | 32 hexadecimal digits of SHA-256's first 16 bytes |
/// ```
final class PartitionKey {
  private static final int DIGEST_BYTES = 16;
  private static final int KEPT = KinesisLimits.KEY_CHARACTERS - 1 - 2 * DIGEST_BYTES;

  private final ByteSlice empty = ByteSlice.utf8("-");
  private final ByteSlice cut = new ByteSlice();

  /// The key as the service takes it; valid until the next call.
  ByteSlice fit(ByteSlice key) {
    if (key.length() == 0) {
      return empty;
    }
    // A character takes at least one byte, so a short key needs no closer look.
    if (key.length() <= KinesisLimits.KEY_CHARACTERS) {
      return key;
    }
    String text = key.utf8();
    if (text.length() <= KinesisLimits.KEY_CHARACTERS) {
      return key;
    }
    int end = Character.isHighSurrogate(text.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
    byte[] bytes = (text.substring(0, end) + "~" + digest(key)).getBytes(StandardCharsets.UTF_8);
    return cut.wrap(bytes, 0, bytes.length);
  }

  private static String digest(ByteSlice key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(key.array(), key.offset(), key.length());
      return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
