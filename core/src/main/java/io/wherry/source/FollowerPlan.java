package io.wherry.source;

import io.wherry.change.Position;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.Family;
import io.wherry.mysql.LogEnd;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import io.wherry.schema.LogPlace;
import io.wherry.schema.ServerTraits;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is settled before the log is asked for: the server checked, the ids chosen, the start and
/// the end made out.
///
/// @param hosts the server, and those with the same data
/// @param sideId the replica id of short second looks at the log
/// @param branchId the replica id of reading prepared rows again
record FollowerPlan(
    FollowOptions options,
    Hosts hosts,
    Reconnection reconnection,
    ServerFacts facts,
    ServerTraits traits,
    long replicaId,
    long sideId,
    long branchId,
    StartResolver.Start start,
    Until until) {
  private static final Logger LOG = LoggerFactory.getLogger(FollowerPlan.class);

  /// Asks the server; blocks.
  ///
  /// @throws SourceException when the server does not log what is needed, or has no such place
  static FollowerPlan make(FollowOptions options, Hosts hosts, Reconnection reconnection) {
    FirstHost.choose(hosts, options.start());
    ServerOptions server = hosts.current();
    try (ServerQueries queries = ServerQueries.open(server)) {
      ServerFacts facts = queries.facts();
      ServerCheck.check(facts, server.address(), options.statements().onStatement());
      long replicaId =
          server.replicaId().orElseGet(() -> queries.chooseReplicaId(reconnection.random()));
      long sideId = other(queries, reconnection, replicaId, replicaId);
      long branchId = other(queries, reconnection, replicaId, sideId);
      var times = new TimeSearch(server, facts, queries, sideId, reconnection.clocks().nanos());
      var resolver = new StartResolver(facts, queries, times, server.address(), hosts.several());
      StartResolver.Start start = resolver.resolve(options.start());
      PartlyDelivered.of(options.start()).check(options.start(), start.position());
      if (hosts.several() && start.executed() == null) {
        LOG.warn(
            "{}: which transactions come before {} is not known before the next log file begins:"
                + " until then no other server of source.url can go on",
            server.address(),
            start.position());
      }
      Until until = until(options.until(), start, resolver, queries, hosts);
      return new FollowerPlan(
          options,
          hosts,
          reconnection,
          facts,
          traits(facts, queries.explicitTimestamps()),
          replicaId,
          sideId,
          branchId,
          start,
          until);
    }
  }

  private static ServerTraits traits(ServerFacts facts, boolean explicitTimestamps) {
    return ServerTraits.of(facts.version(), facts.lowerCaseTableNames(), explicitTimestamps);
  }

  /// An id that is neither of two.
  private static long other(ServerQueries queries, Reconnection reconnection, long a, long b) {
    long id = a;
    while (id == a || id == b) {
      id = queries.chooseReplicaId(reconnection.random());
    }
    return id;
  }

  private static Until until(
      Until until,
      StartResolver.Start start,
      StartResolver resolver,
      ServerQueries queries,
      Hosts hosts) {
    return switch (until) {
      case Until.Latest() -> {
        LogEnd end = queries.logEnd();
        if (hosts.several() && start.executed() != null && !end.gtids().isEmpty()) {
          yield new Until.Gtids(end.gtids());
        }
        yield new Until.At(end.file(), end.position());
      }
      case Until.Gtids(String text) -> {
        resolver.check(text);
        if (start.executed() == null && start.position().offset() != DumpFrom.At.FIRST) {
          throw new SourceException(
              "until "
                  + text
                  + ": which transactions come before "
                  + start.position()
                  + " is not known: start from earliest, latest, a time, a GTID set or the start of"
                  + " a file (:4)",
              null);
        }
        yield until;
      }
      case Until.Never _, Until.At _, Until.Time _ -> until;
    };
  }

  /// What was prepared where an earlier run stopped.
  PreparedBranches prepared() {
    return options.start() instanceof StartPosition.Checkpoint(var _, Memory memory)
        ? PreparedBranches.of(memory)
        : new PreparedBranches();
  }

  /// Whether an earlier run followed another server.
  boolean elsewhere() {
    return options.start() instanceof StartPosition.Checkpoint(Position before, var _)
        && !before.server().equals(start.position().server());
  }

  boolean mariadb() {
    return facts.family() == Family.MARIADB;
  }

  Link link(Runnable bell, Supplier<Link.Onward> onward, Consumer<ServerFacts> elsewhere) {
    return new Link(
        hosts, replicaId, reconnection, bell, facts, options.statements(), onward, elsewhere);
  }

  /// For what is done beside the main connection: where there is another server, it does not wait
  /// for the first one to come back.
  private Reconnection aside() {
    return hosts.several() ? reconnection.limited() : reconnection;
  }

  /// Whether rows may be logged that were rolled back; see [UndoneRows].
  boolean logsUndoneRows() {
    return mariadb() || !facts.atLeast(8, 0, 0);
  }

  /// The connection that reads the rows of a prepared transaction from where they start.
  Link branch(Runnable bell, LogPlace start) {
    var from = new DumpFrom.At(start.file(), start.offset());
    var onward = new Link.Onward(from, new FailOver.Standing("", "", facts.identity()));
    var here = new Hosts(List.of(hosts.current()));
    var link =
        new Link(
            here, branchId, aside(), bell, facts, options.statements(), () -> onward, now -> {});
    link.openPatiently(from);
    return link;
  }

  BranchScan branches(Xid wanted, LogPlace end) {
    return new BranchScan(hosts.current(), sideId, aside(), facts.identity(), wanted, end);
  }

  UndoneScan undone(LogPlace transaction) {
    return new UndoneScan(hosts.current(), sideId, aside(), transaction);
  }

  Definitions definitions(Runnable bell) {
    return new Definitions(this::load, new DefinitionMemory(options, traits), bell, facts);
  }

  private DefinitionLoad load(@Nullable QualifiedName only, LogPlace from) {
    boolean atomic = !mariadb() && facts.atLeast(8, 0, 0);
    Duration delay = only == null && atomic ? DefinitionLoad.SHOWN_AFTER : Duration.ZERO;
    return new DefinitionLoad(options.on(hosts.current()), aside(), sideId, only, from, delay);
  }
}
