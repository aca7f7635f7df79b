package io.wherry.acceptance;

import io.wherry.server.Database;
import io.wherry.server.Replication;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command lines of the acceptance tests: one server, one place to publish to, one checkpoint,
/// any number of runs.
final class Wherry {
  private static final Duration CATCH_UP = Duration.ofMinutes(6);

  private final List<String> always = new ArrayList<>();
  private Map<String, String> environment = Map.of();

  private Wherry(String url, String schema) {
    always.add("run");
    always.add("--source.url=" + url);
    always.add("--tables.include=" + schema + ".*");
  }

  /// Follows a source and its replica.
  static Wherry ofPair(Replication pair, String schema) {
    int replica = pair.replica().port();
    return new Wherry(pair.source().url() + ",127.0.0.1:" + replica, schema);
  }

  /// Publishes the tables of `schema` into the file `records` in `folder`, where the checkpoint
  /// lies too.
  static Wherry intoFile(Database database, String schema, Path folder) {
    return new Wherry(database.url(), schema)
        .with("--sink=file:" + records(folder), "--checkpoint=" + folder.resolve("checkpoint"));
  }

  /// Publishes the tables of `schema` into a stream, with the checkpoint in `folder`.
  static Wherry intoStream(
      Database database, String schema, String endpoint, String stream, Path folder) {
    return new Wherry(database.url(), schema).intoStream(endpoint, stream, folder);
  }

  /// Publishes the tables of `schema` into a stream, with whatever checkpoint is given besides.
  static Wherry intoStream(Database database, String schema, String endpoint, String stream) {
    return new Wherry(database.url(), schema).intoStream(endpoint, stream);
  }

  /// Reads the tables of `schema` from a port of this machine.
  static Wherry through(int port, String schema) {
    return new Wherry("mysql://root@127.0.0.1:" + port, schema);
  }

  /// Publishes into a stream, with the checkpoint in `folder`.
  Wherry intoStream(String endpoint, String stream, Path folder) {
    return intoStream(endpoint, stream).with("--checkpoint=" + folder.resolve("checkpoint"));
  }

  private Wherry intoStream(String endpoint, String stream) {
    return with("--sink=kinesis:" + stream, "--sink.endpoint=" + endpoint)
        .with("--sink.region=us-east-1");
  }

  static Path records(Path folder) {
    return folder.resolve("records");
  }

  /// Options for every run.
  Wherry with(String... options) {
    always.addAll(List.of(options));
    return this;
  }

  /// Variables for every run.
  Wherry environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /// Starts a run.
  WherryProcess start(String... options) {
    var arguments = new ArrayList<>(always);
    arguments.addAll(List.of(options));
    return WherryProcess.start(environment, arguments.toArray(String[]::new));
  }

  /// Runs up to the end of the log, and returns what it said. Fails unless the status is 0.
  String toTheEnd(String... options) {
    var arguments = new ArrayList<>(List.of(options));
    arguments.add("--until=latest");
    try (WherryProcess process = start(arguments.toArray(String[]::new))) {
      int status = process.awaitExit(CATCH_UP);
      if (status != 0) {
        throw new AssertionError("status " + status + ": " + process.stderr());
      }
      return process.stderr();
    }
  }

  /// Waits until the file has grown by `bytes`.
  static void awaitGrowth(Path file, long bytes) {
    long goal = size(file) + bytes;
    long deadline = System.nanoTime() + WherryProcess.PATIENCE.toNanos();
    while (size(file) < goal) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(file + " has " + size(file) + " bytes and does not reach " + goal);
      }
      pause(20);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
