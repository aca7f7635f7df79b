package io.wherry.source;

import io.wherry.change.Position;
import io.wherry.mysql.Family;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which of several servers to begin with: the one of the checkpoint; else the first that can go on
/// from it; without a checkpoint the first that answers.
final class FirstHost {
  private static final Logger LOG = LoggerFactory.getLogger(FirstHost.class);

  private FirstHost() {}

  /// Asks them; blocks.
  ///
  /// @throws SourceException when none can be begun with
  static void choose(Hosts hosts, StartPosition start) {
    if (!hosts.several()) {
      return;
    }
    ServerOptions able = null;
    var trouble = new ArrayList<String>();
    for (ServerOptions server : hosts.inOrder()) {
      try (ServerQueries queries = ServerQueries.open(server)) {
        if (isTheOne(start, queries.facts(), server.address())) {
          able = server;
          break;
        }
        able = able == null ? server : able;
      } catch (ServerException | SourceException | FailOver.Lacks e) {
        trouble.add(String.valueOf(e.getMessage()));
        LOG.warn("{}", e.getMessage());
      }
    }
    if (able == null) {
      throw new SourceException(String.join("; ", trouble), null);
    }
    hosts.follow(able);
  }

  /// Whether no other has to be asked.
  ///
  /// @throws RuntimeException when it cannot go on from the start
  private static boolean isTheOne(StartPosition start, ServerFacts facts, String address) {
    if (!(start instanceof StartPosition.Checkpoint(Position position, Memory memory))) {
      return true;
    }
    boolean mariadb = facts.family() == Family.MARIADB;
    String inHand = position.rows() > 0 ? PartlyDelivered.of(memory).id() : "";
    var standing = new FailOver.Standing(position.gtids(), inHand, position.server());
    if (facts.identity().equals(position.server())) {
      if (facts.gtids() && !position.gtids().isEmpty()) {
        FailOver.checkHas(standing, facts, mariadb, address);
      }
      return true;
    }
    FailOver.check(standing, facts, mariadb, address);
    return false;
  }
}
