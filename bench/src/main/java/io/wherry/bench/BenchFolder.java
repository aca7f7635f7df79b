package io.wherry.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/// The cache folder outside the source tree: what `scripts/fetch` has fetched, and what the
/// benchmarks keep between runs.
final class BenchFolder {
  private BenchFolder() {}

  /// `WHERRY_CACHE`, else the user's cache folder.
  static Path cache() {
    String own = System.getenv("WHERRY_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String users = System.getenv("XDG_CACHE_HOME");
    Path parent =
        users != null && !users.isEmpty()
            ? Path.of(users)
            : Path.of(System.getProperty("user.home"), ".cache");
    return parent.resolve("wherry");
  }

  /// A fetched program.
  ///
  /// @throws BenchException when it was not fetched
  static Path item(String name) {
    Path item = cache().resolve(name);
    if (!Files.isDirectory(item)) {
      throw new BenchException(item + " is missing: run scripts/fetch " + name, null);
    }
    return item;
  }

  /// Where the benchmarks keep what they make.
  static Path own() {
    return cache().resolve("bench");
  }
}
