package io.wherry.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The small record that stands in the stream for one that is too large: it says where that lies.
///
/// ```text
///   {"dead_letter":{"id":"9f2c…","file":"/var/lib/wherry/dead","offset":0,"bytes":2097153,
///                   "partition_key":"shop.blobs/7"}}
///   {"dead_letter":{"id":"9f2c…","object":"s3://dead/rows/9f2c….json","bytes":2097153,
///                   "partition_key":"shop.blobs/7"}}
/// ```
///
/// `id` is the digest of the event's identity, so that it is recognised in the stream after a crash
/// as the same event. Source: DESIGN 4, point 6.
public final class PointerRecord {
  private static final byte[] HEAD = "{\"dead_letter\":{\"id\":\"".getBytes(UTF_8);
  private static final int DIGITS = 16;

  private PointerRecord() {}

  /// Writes one, with its newline.
  ///
  /// @param place where the record lies
  /// @param bytes its length
  public static byte[] of(Digest id, DeadLetterPlace place, long bytes, String partitionKey) {
    var out = new ByteWriter();
    out.write(HEAD);
    out.utf8(id.hex() + "\",");
    switch (place) {
      case DeadLetterPlace.InFile in ->
          out.utf8("\"file\":\"" + escaped(in.file()) + "\",\"offset\":" + in.offset());
      case DeadLetterPlace.AsObject object ->
          out.utf8("\"object\":\"" + escaped(object.url()) + "\"");
    }
    out.utf8(",\"bytes\":" + bytes);
    out.utf8(",\"partition_key\":\"" + escaped(partitionKey) + "\"}}\n");
    return out.copy();
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /// The id of a pointer record; null for any other record.
  static @Nullable Digest id(ByteSlice record) {
    int from = record.offset();
    int digits = from + HEAD.length;
    boolean isPointer =
        record.length() >= HEAD.length + 2 * DIGITS
            && Arrays.equals(record.array(), from, digits, HEAD, 0, HEAD.length);
    if (!isPointer) {
      return null;
    }
    String id = new String(record.array(), digits, 2 * DIGITS, UTF_8);
    try {
      return new Digest(
          HexFormat.fromHexDigitsToLong(id, 0, DIGITS),
          HexFormat.fromHexDigitsToLong(id, DIGITS, 2 * DIGITS));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
