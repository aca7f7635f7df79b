package io.wherry.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The password from a file or the environment, where there is one.
final class SourcePassword {
  /// Bytes of the file; more is no password.
  private static final int FILE_MAX = 4096;

  private SourcePassword() {}

  /// The one from the place that wins; within one place the file, which is harder to leak.
  static Optional<Secret> of(
      OptionValues values, Option<Secret> password, Option<Path> passwordFile) {
    var inPlace = values.place(password);
    if (inPlace.compareTo(values.place(passwordFile)) > 0) {
      return values.get(password);
    }
    return values
        .get(passwordFile)
        .flatMap(file -> firstLine(file, values.where(passwordFile), values));
  }

  private static Optional<Secret> firstLine(Path file, String where, OptionValues values) {
    String problem;
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_MAX + 1);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.split("\r?\n", 2)[0];
      if (!line.isEmpty() && bytes.length <= FILE_MAX) {
        return Optional.of(new Secret(line));
      }
      problem =
          line.isEmpty()
              ? "its first line is empty: put the password there"
              : "is longer than " + FILE_MAX + " bytes: put only the password there";
    } catch (IOException e) {
      problem = "cannot be read as UTF-8 text";
    }
    values.problem(where + "=" + file + ": " + problem);
    return Optional.empty();
  }
}
