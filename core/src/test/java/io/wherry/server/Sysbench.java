package io.wherry.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The load generator `sysbench oltp_write_only`: transactions of four rows (two updates, a delete
/// and an insert). It goes on over lost connections, so that a server can be restarted under it.
public final class Sysbench implements AutoCloseable {
  private static final Duration END = Duration.ofMinutes(4);

  private final Database database;
  private final String schema;
  private final int tables;
  private final int rows;
  private final Path folder = LeftBehind.folder("sysbench");

  /// Load on `tables` tables of `rows` rows in `schema`.
  public Sysbench(Database database, String schema, int tables, int rows) {
    this.database = database;
    this.schema = schema;
    this.tables = tables;
    this.rows = rows;
  }

  /// A load that runs.
  public static final class Load {
    private final Child process;

    private Load(Child process) {
      this.process = process;
    }

    public boolean runs() {
      return process.alive();
    }

    /// Waits for the end that the end of its server brings.
    public void awaitLoss() {
      if (process.awaitExit(END) == 0) {
        throw new AssertionError("sysbench was done before its server ended\n" + process.tail());
      }
    }

    /// Ends it in the middle of its transactions; the server takes back what is not committed.
    public void stop() {
      process.kill();
    }

    /// Waits for the end, and fails unless it is a good one.
    public void await() {
      if (process.awaitExit(END) != 0) {
        throw new AssertionError("sysbench failed\n" + process.tail());
      }
    }
  }

  /// Creates and fills the tables.
  public void prepare() {
    start("prepare", List.of()).await();
  }

  /// Starts a load of `threads` connections for `seconds`.
  public Load run(int threads, int seconds) {
    return start("run", List.of("--threads=" + threads, "--time=" + seconds));
  }

  /// The same at `rate` transactions a second.
  public Load run(int threads, int seconds, int rate) {
    return start("run", List.of("--threads=" + threads, "--time=" + seconds, "--rate=" + rate));
  }

  /// Starts a load of this many transactions in all.
  public Load transactions(int threads, int transactions) {
    return start("run", List.of("--threads=" + threads, "--time=0", "--events=" + transactions));
  }

  private Load start(String what, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Cache.item("sysbench").resolve("run").toString());
    command.addAll(List.of("sysbench", "oltp_write_only", "--db-driver=mysql"));
    command.addAll(List.of("--mysql-host=127.0.0.1", "--mysql-port=" + database.port()));
    command.addAll(List.of("--mysql-user=root", "--mysql-db=" + schema));
    command.addAll(List.of("--tables=" + tables, "--table-size=" + rows, "--rand-type=uniform"));
    command.addAll(options);
    command.add(what);
    return new Load(Child.start("sysbench-" + what, folder, Map.of(), command));
  }

  @Override
  public void close() {
    LeftBehind.remove(folder);
  }
}
