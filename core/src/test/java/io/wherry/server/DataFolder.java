package io.wherry.server;

import io.wherry.server.Database.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes data folders: initialised once for each kind and version into the cache, and copied from
/// there, which takes a fraction of a second instead of several.
final class DataFolder {
  private static final int MAKING_SECONDS = 120;

  private DataFolder() {}

  /// A new data folder at `target`, whose server has never run: it will give itself a new identity.
  static void create(Kind kind, Installation installation, Path target) {
    String name = "data/" + kind.label() + "-" + installation.version().replaceAll("[^\\w.]", "_");
    Path template = Cache.made(name, half -> initialise(kind, installation, half));
    copy(template, target);
  }

  private static void initialise(Kind kind, Installation installation, Path folder) {
    try {
      switch (kind) {
        case MYSQL_9_7 -> run(installation, "", "--initialize-insecure", "--datadir=" + folder);
        case MYSQL_5_6 -> {
          copy(installation.share().getFirst().resolve("mysql"), folder);
          // Users without a name would log in in place of every user@'%'.
          String script = "delete from mysql.user where user = '';\n";
          run(installation, script, "--bootstrap", "--datadir=" + folder);
        }
        case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 ->
            run(installation, mariadbScript(installation), "--bootstrap", "--datadir=" + folder);
      }
      Files.deleteIfExists(folder.resolve("auto.cnf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mariadbScript(Installation installation) throws IOException {
    var script = new StringBuilder("create database mysql;\nuse mysql;\n");
    script.append("set @skip_auth_anonymous=1;\n");
    for (String file : List.of("_system_tables.sql", "_system_tables_data.sql")) {
      script.append(Files.readString(systemFile(installation, file)));
    }
    return script.toString();
  }

  private static Path systemFile(Installation installation, String file) {
    for (Path share : installation.share()) {
      for (String family : List.of("mariadb", "mysql")) {
        Path path = share.resolve(family + file);
        if (Files.exists(path)) {
          return path;
        }
      }
    }
    throw new IllegalStateException("no *" + file + " in " + installation.share());
  }

  private static void run(Installation installation, String input, String... options)
      throws IOException {
    Path script = Files.createTempFile("wherry-bootstrap-", ".sql");
    Path log = Files.createTempFile("wherry-bootstrap-", ".log");
    try {
      Files.writeString(script, input);
      var builder = new ProcessBuilder(installation.server(List.of(options)));
      builder.environment().putAll(installation.environment());
      builder.redirectInput(script.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
      Process process = builder.start();
      LeftBehind.watch(process);
      boolean ended = process.waitFor(MAKING_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            builder.command() + " did not make a data folder:\n" + Files.readString(log));
      }
      LeftBehind.forget(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making a data folder", e);
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(log);
    }
  }

  private static void copy(Path from, Path to) {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
