package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Fetches files from Maven Central by the Maven that builds Wherry.
final class Maven {
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

  private Maven() {}

  /// Copies one file into a folder.
  ///
  /// @param artifact `group:name:version:type`
  static void copy(String artifact, Path folder) throws IOException, InterruptedException {
    Children.run(
        List.of(
            "mvn",
            "-B",
            "-ntp",
            "-q",
            COPY,
            "-Dartifact=" + artifact,
            "-DoutputDirectory=" + folder),
        folder.resolve("maven.log"));
  }
}
