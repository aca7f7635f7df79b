package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page with a part between two marks, which is written anew, and what is around it.
///
/// @param path where it lies
/// @param before up to the first mark
/// @param part from the first mark to the last, neither included
/// @param after from the last mark on
record MarkedPage(Path path, String before, String part, String after) {
  /// Reads one.
  ///
  /// @param word the marks are `<!-- word -->` and `<!-- /word -->`
  /// @throws BenchException when they are not there
  static MarkedPage read(Path path, String word) throws IOException {
    String begin = "<!-- " + word + " -->";
    String end = "<!-- /" + word + " -->";
    String text = Files.exists(path) ? Files.readString(path) : begin + end + "\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new BenchException(path + " has no place between " + begin + " and " + end, null);
    }
    return new MarkedPage(
        path, text.substring(0, from), text.substring(from, to), text.substring(to));
  }

  /// Writes the page with another part.
  void write(String newPart) throws IOException {
    Files.writeString(path, before + "\n\n" + newPart.strip() + "\n\n" + after);
  }
}
