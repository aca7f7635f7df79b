package io.wherry.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A text file beside the classes with a line for each charset: its name, and words.
final class CharsetResource {
  private CharsetResource() {}

  /// The words of the charset's line; empty where there is none.
  static List<String> words(String file, String charset) {
    try (InputStream resource = CharsetResource.class.getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException(file + " is missing from the program's archive");
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .filter(line -> line.startsWith(charset + " "))
          .findFirst()
          .map(line -> List.of(line.substring(charset.length() + 1).split(" ", -1)))
          .orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
