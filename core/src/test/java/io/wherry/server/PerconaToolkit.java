package io.wherry.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `pt-online-schema-change` of Percona Toolkit.
public final class PerconaToolkit {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private PerconaToolkit() {}

  /// Changes a table while it is in use: copies it in pieces into a changed one, keeps that in step
  /// by triggers, and swaps the two.
  ///
  /// @param alter the clauses of an ALTER TABLE
  /// @param options more options of the program
  public static void onlineSchemaChange(
      Database database, String schema, String table, String alter, String... options) {
    Path folder = LeftBehind.folder("pt-osc");
    var command = new ArrayList<String>();
    command.add(Cache.item("percona-toolkit").resolve("run").toString());
    command.addAll(List.of("pt-online-schema-change", "--execute", "--alter", alter));
    command.addAll(List.of("--no-version-check", "--recursion-method=none"));
    command.addAll(List.of("--critical-load=Threads_running=1000"));
    command.addAll(List.of("--max-load=Threads_running=1000", "--set-vars=lock_wait_timeout=20"));
    command.addAll(List.of(options));
    command.add("h=127.0.0.1,P=" + database.port() + ",u=root,p=,D=" + schema + ",t=" + table);
    Child process = Child.start("pt-osc", folder, Map.of(), command);
    try {
      if (process.awaitExit(PATIENCE) != 0) {
        throw new AssertionError("pt-online-schema-change failed\n" + process.tail());
      }
    } finally {
      LeftBehind.remove(folder);
    }
  }
}
