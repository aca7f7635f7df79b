package io.wherry.source;

import io.wherry.bytes.ByteSlice;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.Family;
import io.wherry.mysql.ReplicationStream;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that brings the log, made anew when it is lost. Whoever polls never waits:
/// connecting is done on a virtual thread.
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /// Where to go on.
  ///
  /// @param from how to ask the server that was followed
  /// @param standing what can be said to another one
  record Onward(DumpFrom from, FailOver.Standing standing) {}

  /// How long a server that lacks what was published may take to catch up, in milliseconds.
  static final long CATCH_UP_MILLIS_MAX = 30_000;

  /// A connection that was made, and what the server at its other end says.
  ///
  /// @param elsewhere whether it is another server than before
  private record Made(
      ReplicationStream stream, ServerFacts facts, ServerOptions server, boolean elsewhere) {}

  private final Hosts hosts;
  private final long replicaId;
  private final Reconnection reconnection;
  private final Runnable bell;
  private final StatementOptions statements;
  private final Supplier<Onward> onward;
  private final Consumer<ServerFacts> elsewhere;
  private final Background<Made> background;
  private @Nullable ReplicationStream stream;
  private ServerFacts facts;
  private boolean silentSoFar;
  private boolean everHeard;
  private int attempts;
  private volatile long lackedSince;
  private volatile boolean lacked;
  private int connections;

  /// @param facts of the server that is to be followed first
  /// @param statements whether a server that logs statements is refused, and whether the statements
  ///   behind rows are asked for
  /// @param onward asked when the connection is lost
  /// @param elsewhere hears of another server before its first event comes
  Link(
      Hosts hosts,
      long replicaId,
      Reconnection reconnection,
      Runnable bell,
      ServerFacts facts,
      StatementOptions statements,
      Supplier<Onward> onward,
      Consumer<ServerFacts> elsewhere) {
    this.hosts = hosts;
    this.replicaId = replicaId;
    this.reconnection = reconnection;
    this.bell = bell;
    this.facts = facts;
    this.statements = statements;
    this.onward = onward;
    this.elsewhere = elsewhere;
    this.background = new Background<>("connect", bell, made -> made.stream.close());
  }

  /// Connects for the first time.
  void open(DumpFrom from) {
    ServerOptions server = hosts.current();
    background.start(() -> new Made(stream(server, from), facts, server, false));
  }

  /// Connects to a server that was heard from before: what is lost is tried again at once.
  void openPatiently(DumpFrom from) {
    everHeard = true;
    open(from);
  }

  private ReplicationStream stream(ServerOptions server, DumpFrom from) {
    boolean annotations = statements.queries() && facts.family() == Family.MARIADB;
    return ReplicationStream.open(server, replicaId, from, bell, annotations);
  }

  private Callable<Made> again(Onward to, Duration delay) {
    return () -> {
      Thread.sleep(delay);
      return hosts.several() ? anywhere(to) : made(hosts.current(), to);
    };
  }

  /// The first server that can be gone on with.
  private Made anywhere(Onward to) {
    var trouble = new ArrayList<String>();
    for (ServerOptions server : hosts.inOrder()) {
      try {
        Made made = made(server, to);
        lacked = false;
        return made;
      } catch (FailOver.Lacks e) {
        trouble.add(String.valueOf(e.getMessage()));
        LOG.warn("{}", e.getMessage());
        if (!lacked) {
          lacked = true;
          lackedSince = reconnection.clocks().nanos().getAsLong();
        }
      } catch (ServerException e) {
        trouble.add(String.valueOf(e.getMessage()));
      }
    }
    String line = String.join("; ", trouble);
    long lacking = reconnection.clocks().nanos().getAsLong() - lackedSince;
    if (lacked && lacking > CATCH_UP_MILLIS_MAX * 1_000_000) {
      throw new SourceException(line, null);
    }
    throw new ServerException(ServerException.Kind.LOST, 0, line, null);
  }

  private Made made(ServerOptions server, Onward to) {
    ServerFacts now;
    try (ServerQueries queries = ServerQueries.open(server)) {
      now = queries.facts();
    }
    boolean same = now.identity().equals(to.standing.identity());
    if (!hosts.several()) {
      ServerIdentity.check(to.standing.identity(), now, server.address());
    }
    ServerCheck.check(now, server.address(), statements.onStatement());
    if (same) {
      if (hosts.several() && now.gtids()) {
        FailOver.checkHas(to.standing, now, mariadb(now), server.address());
      }
      return new Made(stream(server, to.from), now, server, false);
    }
    if (now.family() != facts.family()) {
      throw new SourceException(
          server.address() + ": " + now.family() + " cannot go on for " + facts.family(), null);
    }
    DumpFrom from = FailOver.check(to.standing, now, mariadb(now), server.address());
    return new Made(stream(server, from), now, server, true);
  }

  private static boolean mariadb(ServerFacts facts) {
    return facts.family() == Family.MARIADB;
  }

  /// The next event; null when nothing is there now.
  ///
  /// @throws ServerException when the server refuses, or cannot be reached for the first time
  /// @throws SourceException when another server answers
  @Nullable ByteSlice poll() {
    try {
      ReplicationStream open = stream == null ? connected() : stream;
      return open == null ? null : poll(open);
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.REFUSED || !everHeard) {
        throw e;
      }
      lost(e);
      return null;
    }
  }

  private @Nullable ByteSlice poll(ReplicationStream open) {
    ByteSlice event = open.poll();
    if (event == null) {
      Silence.check(
          open, silentSoFar, reconnection.clocks().nanos().getAsLong(), hosts.current().address());
    } else if (silentSoFar) {
      heard();
    }
    return event;
  }

  private void heard() {
    silentSoFar = false;
    if (everHeard && attempts > 0) {
      LOG.info("{}: connected again", hosts.current().address());
    }
    attempts = 0;
    everHeard = true;
  }

  private @Nullable ReplicationStream connected() {
    Made made = background.take();
    if (made == null) {
      return null;
    }
    facts = made.facts;
    stream = made.stream;
    hosts.follow(made.server);
    if (made.elsewhere) {
      LOG.warn("{}: going on with this server, by GTID", made.server.address());
      elsewhere.accept(facts);
    }
    silentSoFar = true;
    connections++;
    return stream;
  }

  private void lost(ServerException e) {
    if (stream != null) {
      stream.close();
      stream = null;
    }
    attempts++;
    Duration delay = reconnection.delay(attempts);
    if (attempts == 1) {
      LOG.warn("{}; connecting again", e.getMessage());
    } else {
      LOG.debug("try {} in {} ms: {}", attempts, delay.toMillis(), e.getMessage());
    }
    background.start(again(onward.get(), delay));
  }

  /// What was done beside this connection has lost the server: there may be another one.
  ///
  /// @return whether there may
  boolean abandon(ServerException e) {
    if (!hosts.several() || stream == null) {
      return false;
    }
    lost(e);
    return true;
  }

  /// All of the last event, where it is too large for the heap ([ReplicationStream#whole()]).
  @Nullable ByteBuffer whole() {
    return stream == null ? null : stream.whole();
  }

  /// How many connections were made: another number means that the log comes from where
  /// `whereToGoOn` said.
  int connections() {
    return connections;
  }

  /// Whether events carry checksums before a FORMAT_DESCRIPTION says so.
  boolean checksums() {
    return stream != null && stream.checksums();
  }

  @Override
  public void close() {
    background.close();
    if (stream != null) {
      stream.close();
    }
  }
}
