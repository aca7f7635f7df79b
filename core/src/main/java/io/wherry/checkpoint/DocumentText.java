package io.wherry.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// How a document is stored, in a file or a database: readable, and complete only with its last
/// line.
///
/// ```text
///   wherry checkpoint 1 NAME\n       magic, version of this layout, the document's name
///   …\n                              the document, and one newline
///   crc32c 9ae0daaf\n                CRC-32C of all bytes before this line
/// ```
public final class DocumentText {
  /// The version this program writes, and the newest it reads.
  static final int VERSION = 1;

  private static final String MAGIC = "wherry checkpoint ";
  private static final String CHECKSUM = "crc32c ";
  private static final int MARK = 8;
  private static final int CHECKSUM_LINE = CHECKSUM.length() + MARK + 1;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  /// Bytes around a document, at most.
  public static final int FRAME_MAX = 256;

  private DocumentText() {}

  /// A stored text is not a document; the message says in a few words why.
  public static final class Unreadable extends Exception {
    Unreadable(String why) {
      super(why);
    }
  }

  /// The stored form of a document.
  ///
  /// @param place where it will be, for the line
  /// @throws CheckpointException when it is too large
  /// @throws IllegalArgumentException when there can be no such name
  public static byte[] write(String place, String name, String document) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("document name: " + name);
    }
    int length = document.getBytes(StandardCharsets.UTF_8).length;
    if (length > CheckpointStore.MAX_BYTES) {
      throw new CheckpointException(
          "checkpoint %s: the document has %d bytes, %d are possible"
              .formatted(place, length, CheckpointStore.MAX_BYTES),
          null);
    }
    String body = MAGIC + VERSION + " " + name + "\n" + document + "\n";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String checksum = CHECKSUM + checksum(bytes, bytes.length) + "\n";
    byte[] all = Arrays.copyOf(bytes, bytes.length + CHECKSUM_LINE);
    System.arraycopy(
        checksum.getBytes(StandardCharsets.US_ASCII), 0, all, bytes.length, CHECKSUM_LINE);
    return all;
  }

  /// What tells one stored document from the next: its checksum. Empty for what is too short.
  public static String mark(byte[] stored) {
    int start = stored.length - CHECKSUM_LINE + CHECKSUM.length();
    return start < 0 ? "" : new String(stored, start, MARK, StandardCharsets.US_ASCII);
  }

  /// Takes the document out of its stored form.
  ///
  /// @throws Unreadable when it is damaged, not ours, or of a newer version
  public static String read(String name, byte[] file) throws Unreadable {
    String text = new String(file, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (!text.startsWith(MAGIC) || end < 0) {
      throw new Unreadable("is not a checkpoint of Wherry");
    }
    int bodyLength = file.length - CHECKSUM_LINE;
    String expected =
        bodyLength < 0
            ? ""
            : new String(file, bodyLength, CHECKSUM_LINE, StandardCharsets.US_ASCII);
    boolean whole =
        bodyLength > end && expected.equals(CHECKSUM + checksum(file, bodyLength) + "\n");
    // A newer layout may well have another checksum, so its version is believed without one.
    String[] words = text.substring(MAGIC.length(), end).split(" ", 2);
    if (words[0].matches("[0-9]{1,6}") && Integer.parseInt(words[0]) > VERSION) {
      throw new Unreadable(
          "is of version %s, this Wherry reads up to %d".formatted(words[0], VERSION));
    }
    if (!whole) {
      throw new Unreadable("is damaged: its checksum does not fit its content");
    }
    if (words.length < 2 || !words[1].equals(name)) {
      throw new Unreadable(
          "holds the document %s, not %s".formatted(words.length < 2 ? "" : words[1], name));
    }
    return new String(file, end + 1, bodyLength - end - 2, StandardCharsets.UTF_8);
  }

  private static String checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) crc.getValue()).toLowerCase(Locale.ROOT);
  }
}
