package io.wherry.local.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The name of a place in a shard: 56 decimal digits, as the service's, that ascend within a shard
/// and from a shard to its children, and that no other record of any stream has.
///
/// ```text
///   | 49 | stamp of the stream, 13 | place, 19 | shard, 12 | 0000000002 |
/// ```
///
/// What the digits mean is ours; the service does not say what its own mean.
///
/// @param stamp when the stream was created, milliseconds since the epoch
/// @param place in the shard; records count on without gaps
/// @param shard number of the shard
/// @param beyond whether the digits say a little more than the place, as `number + 1` does
public record SequenceNumber(long stamp, long place, int shard, boolean beyond) {
  /// Digits.
  public static final int LENGTH = 56;

  private static final String HEAD = "49";
  private static final int STAMP_AT = HEAD.length();
  private static final int PLACE_AT = STAMP_AT + 13;
  private static final int SHARD_AT = PLACE_AT + 19;
  private static final int TAIL_AT = SHARD_AT + 12;
  private static final String TAIL = "0000000002";

  /// The digits, in ASCII.
  public static byte[] digits(long stamp, int shard, long place) {
    byte[] digits = new byte[LENGTH];
    copy(HEAD, digits, 0);
    number(stamp, digits, STAMP_AT, PLACE_AT);
    number(shard, digits, SHARD_AT, TAIL_AT);
    copy(TAIL, digits, TAIL_AT);
    place(place, digits);
    return digits;
  }

  /// Writes another place of the same shard over the digits.
  public static void place(long place, byte[] digits) {
    number(place, digits, PLACE_AT, SHARD_AT);
  }

  private static void copy(String text, byte[] into, int at) {
    for (int i = 0; i < text.length(); i++) {
      into[at + i] = (byte) text.charAt(i);
    }
  }

  private static void number(long number, byte[] into, int from, int to) {
    long rest = number;
    for (int at = to - 1; at >= from; at--) {
      into[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// Reads digits; empty when they are not of this form.
  ///
  /// @param text decimal digits
  public static Optional<SequenceNumber> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(HEAD)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SequenceNumber(
              Long.parseLong(text, STAMP_AT, PLACE_AT, 10),
              Long.parseLong(text, PLACE_AT, SHARD_AT, 10),
              Integer.parseInt(text, SHARD_AT, TAIL_AT, 10),
              text.substring(TAIL_AT).compareTo(TAIL) > 0));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return new String(digits(stamp, shard, place), StandardCharsets.US_ASCII);
  }
}
