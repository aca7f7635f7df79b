package io.wherry.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Cuts a part of a catalog into documents and joins them again.
///
/// ```text
///   wherry-catalog 1 5f0c…(32 digits) 2 3 ⏎      version, the part, which piece of how many
///   text of the part
/// ```
///
/// A part's digits are the first half of its text's SHA-256, so a damaged part is found.
final class DocumentPieces {
  private static final String KIND = "wherry-catalog";
  private static final String VERSION = "1";
  private static final int WORDS = 5;
  private static final int HASH_BYTES = 16;

  /// Room for the first line.
  private static final int HEADER_BYTES = 100;

  private static final int UTF8_BYTES_MAX = 3;

  private DocumentPieces() {}

  /// The documents of one part by name; none for an empty one.
  static Map<String, String> of(String part) {
    List<String> pieces = cut(part);
    var documents = new LinkedHashMap<String, String>();
    String hash = hash(part);
    for (int i = 0; i < pieces.size(); i++) {
      String document =
          "%s %s %s %d %d\n%s".formatted(KIND, VERSION, hash, i + 1, pieces.size(), pieces.get(i));
      documents.put(hash(document), document);
    }
    return documents;
  }

  private static List<String> cut(String part) {
    int room = Catalog.DOCUMENT_BYTES_MAX - HEADER_BYTES;
    var pieces = new ArrayList<String>();
    int start = 0;
    int bytes = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      bytes += c < 0x80 ? 1 : UTF8_BYTES_MAX;
      if (bytes > room && !Character.isLowSurrogate(c)) {
        pieces.add(part.substring(start, i));
        start = i;
        bytes = UTF8_BYTES_MAX;
      }
    }
    if (start < part.length()) {
      pieces.add(part.substring(start));
    }
    return pieces;
  }

  /// The parts that documents make up.
  ///
  /// @throws CatalogException when one is missing, damaged or of a newer version
  static List<String> joined(Collection<String> documents) {
    var parts = new TreeMap<String, @Nullable String[]>();
    for (String document : documents) {
      int end = document.indexOf('\n');
      String[] words = document.substring(0, Math.max(end, 0)).split(" ", -1);
      if (words.length != WORDS || !words[0].equals(KIND)) {
        throw new CatalogException("a document of table definitions is not one");
      }
      if (!words[1].equals(VERSION)) {
        throw new CatalogException(
            "table definitions are of version " + words[1] + ", this program reads " + VERSION);
      }
      int piece = TextFields.number(words[3]);
      int pieces = TextFields.number(words[4]);
      @Nullable String[] part = parts.get(words[2]);
      if (part == null && pieces <= documents.size()) {
        part = new @Nullable String[pieces];
        parts.put(words[2], part);
      }
      if (part == null || part.length != pieces || piece < 1 || piece > pieces) {
        throw new CatalogException(
            "table definitions lack a piece: this is " + piece + " of " + pieces);
      }
      part[piece - 1] = document.substring(end + 1);
    }
    var texts = new ArrayList<String>();
    parts.forEach((hash, pieces) -> texts.add(joined(hash, pieces)));
    return texts;
  }

  private static String joined(String hash, @Nullable String[] pieces) {
    var text = new StringBuilder();
    for (int i = 0; i < pieces.length; i++) {
      if (pieces[i] == null) {
        throw new CatalogException(
            "table definitions lack piece " + (i + 1) + " of " + pieces.length);
      }
      text.append(pieces[i]);
    }
    String part = text.toString();
    if (!hash(part).equals(hash)) {
      throw new CatalogException("table definitions are damaged: " + hash + " is " + hash(part));
    }
    return part;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
