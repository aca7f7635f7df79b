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
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that brings the log, made anew when it is lost. Whoever polls never waits:
/// connecting is done on a virtual thread.
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /// A connection that was made, and what the server at its other end says.
  private record Made(ReplicationStream stream, ServerFacts facts) {}

  private final ServerOptions options;
  private final long replicaId;
  private final Reconnection reconnection;
  private final Runnable bell;
  private final String identity;
  private final StatementOptions statements;
  private final Supplier<DumpFrom> whereToGoOn;
  private final Background<Made> background;
  private @Nullable ReplicationStream stream;
  private ServerFacts facts;
  private boolean silentSoFar;
  private boolean everHeard;
  private int attempts;
  private int connections;

  /// @param facts of the server that is to be followed; another one is refused
  /// @param statements whether a server that logs statements is refused, and whether the statements
  ///   behind rows are asked for
  /// @param whereToGoOn asked when the connection is lost
  Link(
      ServerOptions options,
      long replicaId,
      Reconnection reconnection,
      Runnable bell,
      ServerFacts facts,
      StatementOptions statements,
      Supplier<DumpFrom> whereToGoOn) {
    this.options = options;
    this.replicaId = replicaId;
    this.reconnection = reconnection;
    this.bell = bell;
    this.facts = facts;
    this.identity = facts.identity();
    this.statements = statements;
    this.whereToGoOn = whereToGoOn;
    this.background = new Background<>("connect", bell, made -> made.stream.close());
  }

  /// Connects for the first time.
  void open(DumpFrom from) {
    background.start(() -> new Made(stream(from), facts));
  }

  /// Connects to a server that was heard from before: what is lost is tried again at once.
  void openPatiently(DumpFrom from) {
    everHeard = true;
    open(from);
  }

  private ReplicationStream stream(DumpFrom from) {
    boolean annotations = statements.queries() && facts.family() == Family.MARIADB;
    return ReplicationStream.open(options, replicaId, from, bell, annotations);
  }

  private Callable<Made> again(DumpFrom from, Duration delay) {
    return () -> {
      Thread.sleep(delay);
      ServerFacts now;
      try (ServerQueries queries = ServerQueries.open(options)) {
        now = queries.facts();
      }
      ServerIdentity.check(identity, now, options.address());
      ServerCheck.check(now, options.address(), statements.onStatement());
      return new Made(stream(from), now);
    };
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
          open, silentSoFar, reconnection.clocks().nanos().getAsLong(), options.address());
    } else if (silentSoFar) {
      heard();
    }
    return event;
  }

  private void heard() {
    silentSoFar = false;
    if (everHeard && attempts > 0) {
      LOG.info("{}: connected again", options.address());
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
    background.start(again(whereToGoOn.get(), delay));
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
