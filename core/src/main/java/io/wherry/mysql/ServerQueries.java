package io.wherry.mysql;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Questions to a server, over one connection. Every call blocks, at most the query timeout; one
/// caller at a time, on a virtual thread when the server is being followed.
///
/// A connection that broke stays broken: close it and open another.
public final class ServerQueries implements AutoCloseable {
  private ServerQueries() {}

  /// Connects and logs in.
  ///
  /// @throws ServerException when the server cannot be reached or refuses
  public static ServerQueries open(ServerOptions options) {
    throw new UnsupportedOperationException();
  }

  /// What kind of server it is and how it logs. Needs no privilege.
  public ServerFacts facts() {
    throw new UnsupportedOperationException();
  }

  /// The log files, oldest first. Needs REPLICATION CLIENT.
  public List<BinlogFile> binlogs() {
    throw new UnsupportedOperationException();
  }

  /// Where the log ends now. Needs REPLICATION CLIENT.
  public LogEnd logEnd() {
    throw new UnsupportedOperationException();
  }

  /// Ids of the replicas registered now. Needs REPLICATION SLAVE (MariaDB: REPLICATION MASTER
  /// ADMIN, which is not asked for: empty where it is refused).
  public Set<Long> replicaIds() {
    throw new UnsupportedOperationException();
  }

  /// A random id from [#REPLICA_ID_FIRST] up that neither the server nor a registered replica has.
  public long chooseReplicaId(RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /// Where chosen replica ids begin: high, away from the ids that people give.
  public static final long REPLICA_ID_FIRST = 0x8000_0000L;

  /// What the account may do.
  public Grants grants() {
    throw new UnsupportedOperationException();
  }

  /// Columns of all tables outside the system schemas, ordered by schema, table, place. Tables
  /// without a privilege are missing, as `information_schema` hides them.
  public List<ColumnRow> columns() {
    throw new UnsupportedOperationException();
  }

  /// Columns of one table in table order; empty when it is not there or hidden.
  public List<ColumnRow> columns(String schema, String table) {
    throw new UnsupportedOperationException();
  }

  /// How long the server keeps its logs.
  public Retention retention() {
    throw new UnsupportedOperationException();
  }

  /// Foreign keys outside the system schemas through which one row's change changes others.
  public List<CascadingKey> cascadingKeys() {
    throw new UnsupportedOperationException();
  }

  /// Lets go of the connection; from any thread.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
