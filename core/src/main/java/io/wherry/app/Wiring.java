package io.wherry.app;

import io.wherry.checkpoint.CheckpointStore;
import io.wherry.format.Encoder;
import io.wherry.format.FormatOptions;
import io.wherry.format.debezium.DebeziumEncoder;
import io.wherry.format.maxwell.MaxwellEncoder;
import io.wherry.format.seed.SeedEncoder;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import io.wherry.mysql.TlsMode;
import io.wherry.pipeline.Bell;
import io.wherry.pipeline.CheckpointKeeper;
import io.wherry.pipeline.Replication;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkClosedException;
import io.wherry.sink.stdout.StandardOutput;
import io.wherry.source.ChangeSource;
import io.wherry.source.Clocks;
import io.wherry.source.FollowOptions;
import io.wherry.source.Follower;
import io.wherry.source.GivenDefinitions;
import io.wherry.source.StartPosition;
import io.wherry.source.StatementOptions;
import io.wherry.source.Until;
import io.wherry.transform.RecordKey;
import io.wherry.transform.TableFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All rooms wired together: which parts a command line makes.
final class Wiring implements Engine {
  private final RandomGenerator random = RandomGenerator.getDefault();

  @Override
  public int run(RunOptions options, Console console, StopSignal stop) {
    Consumer<String> say = line -> console.line("wherry: " + line);
    Encoder encoder = encoder(options.message());
    String configuration = new ConfigurationDigest(options, encoder.name()).text();
    Bell bell = new Bell();
    Interruption interruption = Interruption.of(stop);
    try (Store store = Store.open(options, say, () -> rehearse(options, say))) {
      long aloneSince = System.nanoTime() + store.overlap();
      RunStart start = RunStart.read(options, store.documents, say);
      try (Sink sink =
              Sinks.open(
                  options.sink(),
                  start.earlier(configuration),
                  encoder::identity,
                  store::checkHeld,
                  aloneSince,
                  random,
                  bell);
          ChangeSource source = source(options, start.position(configuration), bell)) {
        start.announce(source.position());
        servers(options.source()).stream()
            .flatMap(server -> Cascades.ask(server, filter(options)).stream())
            .findFirst()
            .ifPresent(say);
        servers(options.source()).stream()
            .flatMap(server -> LogFilters.ask(server).stream())
            .findFirst()
            .ifPresent(say);
        var keeper =
            new CheckpointKeeper(
                store.documents,
                new CheckpointKeeper.Run(
                    Sinks.name(options.sink().target()), configuration, start.epoch()),
                source.position(),
                source.memory(),
                start.documents(),
                System::nanoTime,
                CheckpointKeeper.onVirtualThreads(bell));
        var replication =
            new Replication(
                new Replication.Parts(
                    source,
                    encoder,
                    new RecordKey(options.sink().key()),
                    options.message().keyChange() == RunOptions.KeyChange.SPLIT,
                    sink,
                    keeper,
                    bell,
                    System::nanoTime,
                    System::currentTimeMillis));
        interruption.end();
        stop.onRequest(replication::stop);
        try (var _ = new ProgressWatch(console, options.sink().target(), replication);
            var _ = closedPipe(options.sink().target(), replication)) {
          replication.run();
        }
      }
    } catch (SinkClosedException _) {
      // Whoever read our output has enough, as `head` does.
    } catch (RuntimeException e) {
      if (!interruption.interrupted()) {
        throw e;
      }
      say.accept("stopped before the first record");
    } finally {
      interruption.end();
    }
    return Main.SUCCESS;
  }

  private static @Nullable ClosedPipe closedPipe(SinkTarget target, Replication replication) {
    boolean isPipe = target instanceof SinkTarget.Stdout && StandardOutput.ofProcess().isPipe();
    return isPipe ? ClosedPipe.watch(replication::stop) : null;
  }

  private ChangeSource source(RunOptions options, StartPosition start, Bell bell) {
    Until until = options.until().map(Until::parse).orElse(new Until.Never());
    String words =
        String.join(",", options.include()) + " without " + String.join(",", options.exclude());
    var given =
        options.source().schema().map(file -> new GivenDefinitions(file.toString(), text(file)));
    TableFilter filter = filter(options);
    RunOptions.Statements chosen = options.statements();
    var statements =
        new StatementOptions(
            chosen.onStatement(),
            chosen.onRowless(),
            chosen.ddl(),
            options.message().showsQueries(),
            filter::testSchema);
    var follow =
        new FollowOptions(
            servers(options.source()).getFirst(), start, until, filter, words, given, statements);
    List<ServerOptions> all = servers(options.source());
    return Follower.start(follow, all.subList(1, all.size()), bell, random, Clocks.system());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(
          List.of("--schema=" + file + " cannot be read as UTF-8 text: " + e.getMessage()));
    }
  }

  private static TableFilter filter(RunOptions options) {
    List<String> exclude = new ArrayList<>(options.exclude());
    options.checkpoint().flatMap(Stores::ownTable).ifPresent(exclude::add);
    return new TableFilter(options.include(), exclude);
  }

  private static List<ServerOptions> servers(RunOptions.Source source) {
    return source.addresses().stream().map(address -> server(source, address)).toList();
  }

  private static ServerOptions server(RunOptions.Source source, RunOptions.Address address) {
    return new ServerOptions(
        address.host(),
        address.port(),
        source.user(),
        source.password().text(),
        source.serverId(),
        tls(source.tls()),
        source.certificateAuthority().orElse(null),
        ServerOptions.CONNECT_TIMEOUT,
        ServerOptions.QUERY_TIMEOUT);
  }

  private static TlsMode tls(RunOptions.Tls tls) {
    return switch (tls) {
      case DISABLED -> TlsMode.DISABLED;
      case PREFERRED -> TlsMode.PREFERRED;
      case REQUIRED -> TlsMode.REQUIRED;
      case VERIFY_CA -> TlsMode.VERIFY_CA;
      case VERIFY_IDENTITY -> TlsMode.VERIFY_IDENTITY;
    };
  }

  private static Encoder encoder(RunOptions.Message message) {
    FormatOptions options = message.shared();
    return switch (message.format()) {
      case WHERRY -> new WherryEncoder(options);
      case SEED -> new SeedEncoder(options);
      case MAXWELL -> new MaxwellEncoder(message.maxwell());
      case DEBEZIUM -> new DebeziumEncoder(message.debezium(), System::currentTimeMillis);
    };
  }

  /// Where a run remembers; without documents, nowhere.
  private record Store(@Nullable CheckpointStore documents) implements AutoCloseable {
    static Store open(RunOptions options, Consumer<String> say, Runnable meanwhile) {
      return new Store(options.checkpoint().map(o -> Stores.open(o, say, meanwhile)).orElse(null));
    }

    /// Nanoseconds in which an earlier run may still send.
    long overlap() {
      return documents == null ? 0 : documents.overlap().toNanos();
    }

    void checkHeld() {
      if (documents != null) {
        documents.checkHeld();
      }
    }

    @Override
    public void close() {
      if (documents != null) {
        documents.close();
      }
    }
  }

  @Override
  public int check(RunOptions options, boolean probe, Console console, StopSignal stop)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    options.checkpoint().map(StoreCheck::look).ifPresent(findings::add);
    findings.addAll(look(options, probe));
    findings.forEach(finding -> console.out().println(finding.line()));
    boolean failed = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL);
    return failed ? Main.FAILURE : Main.SUCCESS;
  }

  /// Looks at everything that a run needs, which also loads the most of what it needs: so a
  /// take-over is not slowed by what could be done before, and what would stop it is said before.
  private void rehearse(RunOptions options, Consumer<String> say) {
    try {
      List<Finding> wrong =
          look(options, false).stream().filter(f -> f.level() == Finding.Level.FAIL).toList();
      wrong.forEach(
          finding -> say.accept("standing by: to take over would fail: " + finding.line()));
      if (wrong.isEmpty()) {
        say.accept("standing by: ready to take over");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Finding> look(RunOptions options, boolean probe) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (ServerOptions server : servers(options.source())) {
      try (ServerQueries queries = ServerQueries.open(server)) {
        findings.addAll(
            ServerCheck.look(queries, filter(options), options.statements().onStatement()));
      } catch (io.wherry.mysql.ServerException e) {
        findings.add(Finding.fail("server", String.valueOf(e.getMessage())));
      }
    }
    findings.addAll(SinkCheck.look(options.sink(), probe));
    return findings;
  }

  @Override
  public int tail(TailOptions options, Console console, StopSignal stop)
      throws InterruptedException {
    return Tail.run(options, console, stop);
  }
}
