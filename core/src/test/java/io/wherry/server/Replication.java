package io.wherry.server;

import io.wherry.server.Database.Kind;
import java.util.List;
import java.util.Map;

/// A source and its replica, by GTID: two servers with the same data.
public final class Replication implements AutoCloseable {
  private static final long CATCH_UP_NANOS = 60_000_000_000L;

  private final Database source;
  private final Database replica;

  private Replication(Database source, Database replica) {
    this.source = source;
    this.replica = replica;
  }

  /// Starts both with an empty history, and the replica's replication.
  public static Replication start(Kind kind, String... options) {
    String[] first = with(options, "--log-slave-updates");
    Database source = Database.start(kind, kind.isMariaDb() ? first : options);
    Database replica = Database.start(kind, with(first(kind, first, options), "--server-id=2"));
    var pair = new Replication(source, replica);
    pair.connect();
    return pair;
  }

  private static String[] first(Kind kind, String[] mariadb, String[] mysql) {
    return kind.isMariaDb() ? mariadb : mysql;
  }

  private static String[] with(String[] options, String more) {
    var all = new java.util.ArrayList<>(List.of(options));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private void connect() {
    if (replica.kind().isMariaDb()) {
      replica.sql(
          "change master to master_host='127.0.0.1', master_port="
              + source.port()
              + ", master_user='root', master_use_gtid=slave_pos",
          "start slave");
    } else {
      replica.sql(
          "change replication source to source_host='127.0.0.1', source_port="
              + source.port()
              + ", source_user='root', source_auto_position=1, get_source_public_key=1",
          "start replica");
    }
  }

  public Database source() {
    return source;
  }

  public Database replica() {
    return replica;
  }

  /// Waits until the replica has everything that the source has now.
  public void awaitReplica() {
    String all = source.gtids();
    long deadline = System.nanoTime() + CATCH_UP_NANOS;
    while (!covers(all)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(replica + " does not reach " + all + ": " + status());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private boolean covers(String all) {
    return replica.kind().isMariaDb()
        ? replica.gtids().equals(all)
        : replica.value("select gtid_subset('" + all + "', @@global.gtid_executed)").equals("1");
  }

  private Map<String, String> status() {
    String show = replica.kind().isMariaDb() ? "show slave status" : "show replica status";
    return Map.of("status", String.valueOf(replica.query(show)));
  }

  /// Makes the replica a server of its own, that may be written to.
  public void promote() {
    replica.sql(replica.kind().isMariaDb() ? "stop slave" : "stop replica");
  }

  @Override
  public void close() {
    source.close();
    replica.close();
  }
}
