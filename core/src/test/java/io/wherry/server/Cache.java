package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;

/// The folder that `scripts/fetch` fills, and what tests keep there to be fast.
final class Cache {
  private Cache() {}

  static Path folder() {
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

  /// The folder of a fetched item. Where `./verify` found that this machine cannot have it, the
  /// test is aborted, and `./verify` lists it as left out.
  static Path item(String name) {
    Path item = folder().resolve(name);
    if (Files.isDirectory(item)) {
      return item;
    }
    String leftOut = System.getenv().getOrDefault("WHERRY_LEFT_OUT", "");
    if (Arrays.asList(leftOut.split(" ")).contains(name)) {
      throw new TestAbortedException("this machine cannot have " + name);
    }
    throw new IllegalStateException(item + " is missing: run scripts/fetch " + name);
  }

  /// The folder `name`, made by `recipe` when it is not there yet: into a folder beside it that is
  /// then renamed, one process at a time.
  static synchronized Path made(String name, Consumer<Path> recipe) {
    Path folder = folder().resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      try (var channel =
              FileChannel.open(
                  folder().resolve(".made.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        if (Files.isDirectory(folder) || !lock.isValid()) {
          return folder;
        }
        Path half = folder.resolveSibling(".half-made-" + folder.getFileName());
        if (Files.exists(half)) {
          LeftBehind.remove(half);
        }
        Files.createDirectories(half);
        recipe.accept(half);
        return Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
