package io.wherry.local.stream;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// A place to read from, as clients hold it.
///
/// @param stamp of the stream
/// @param next place of the next record
/// @param issued milliseconds since the epoch
public record ShardIterator(long stamp, int shard, long next, long issued) {
  /// How long one is accepted. Source: API reference, "GetShardIterator".
  public static final long LIFE_MILLIS = 300_000;

  private static final int BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;

  /// As a client sees it.
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(stamp).putInt(shard).putLong(next).putLong(issued);
    bytes.putInt(crc(bytes.array()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes, 0, BYTES - Integer.BYTES);
    return (int) crc.getValue();
  }

  /// Reads it back; empty when it is none of ours.
  public static Optional<ShardIterator> parse(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (decoded.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(decoded);
    var iterator =
        new ShardIterator(bytes.getLong(), bytes.getInt(), bytes.getLong(), bytes.getLong());
    return bytes.getInt() == crc(decoded) ? Optional.of(iterator) : Optional.empty();
  }
}
