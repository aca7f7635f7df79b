package io.wherry.mysql;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Questions to a server, over one connection. Every call blocks, at most the query timeout; one
/// caller at a time, on a virtual thread when the server is being followed.
///
/// A connection that broke stays broken: close it and open another. What the account may not ask is
/// a [ServerException] that names the GRANT statement.
public final class ServerQueries implements AutoCloseable {
  /// Where chosen replica ids begin: high, away from the ids that people give.
  public static final long REPLICA_ID_FIRST = 0x8000_0000L;

  /// The server wants a privilege that the account has not. Source: MySQL error reference, 1227.
  private static final int ER_SPECIFIC_ACCESS_DENIED = 1227;

  private final SqlConnection sql;
  private final ServerVersion version;
  private final String account;
  private @Nullable ServerFacts facts;

  private ServerQueries(SqlConnection sql, ErrorLines lines) {
    this.sql = sql;
    version = ServerVersion.parse(text(sql.value("SELECT VERSION()")));
    account = text(sql.value("SELECT CURRENT_USER()"));
    lines.version(text(sql.value("SELECT VERSION()")));
    lines.account(account);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /// Connects and logs in.
  ///
  /// @throws ServerException when the server cannot be reached or refuses
  public static ServerQueries open(ServerOptions options) {
    var lines = new ErrorLines(options);
    SqlConnection sql = SqlConnection.open(options, lines);
    try {
      return new ServerQueries(sql, lines);
    } catch (ServerException e) {
      sql.close();
      throw e;
    }
  }

  /// What kind of server it is and how it logs, read now. Needs no privilege.
  public ServerFacts facts() {
    ServerFacts now = FactsQuery.run(sql);
    facts = now;
    return now;
  }

  /// The log files, oldest first. Needs REPLICATION CLIENT.
  public List<BinlogFile> binlogs() {
    return sql.list(
        row ->
            new BinlogFile(
                row.getString(1),
                row.getLong(2),
                row.getMetaData().getColumnCount() > 2 && row.getString(3).equals("Yes")),
        "SHOW BINARY LOGS");
  }

  /// Where the log ends now; file, position and GTIDs are of the same moment. Needs REPLICATION
  /// CLIENT.
  ///
  /// @throws ServerException also when the server writes no log
  public LogEnd logEnd() {
    boolean mysql = version.family() == Family.MYSQL;
    List<LogEnd> ends =
        sql.list(
            row ->
                new LogEnd(
                    row.getString(1),
                    row.getLong(2),
                    mysql ? text(row.getString(5)).replaceAll("\\s", "") : ""),
            logStatus());
    if (ends.isEmpty()) {
      throw new ServerException(ServerException.Kind.REFUSED, 0, DumpRemedy.NO_LOG, null);
    }
    LogEnd end = ends.getFirst();
    if (mysql) {
      return end;
    }
    String gtids =
        sql.value("SELECT BINLOG_GTID_POS('" + end.file() + "', " + end.position() + ")");
    return new LogEnd(end.file(), end.position(), text(gtids));
  }

  private String logStatus() {
    boolean renamed = version.family() == Family.MYSQL && version.atLeast(8, 2, 0);
    return renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  }

  /// Which databases are left out of the log. Needs REPLICATION CLIENT.
  public LogFilter logFilter() {
    return sql
        .list(row -> new LogFilter(text(row.getString(3)), text(row.getString(4))), logStatus())
        .stream()
        .findFirst()
        .orElse(new LogFilter("", ""));
  }

  /// Ids of the replicas registered now; empty where the account may not ask (MySQL wants
  /// REPLICATION SLAVE for it, MariaDB REPLICATION MASTER ADMIN).
  public Set<Long> replicaIds() {
    boolean renamed = version.family() == Family.MYSQL && version.atLeast(8, 0, 22);
    try {
      return new HashSet<>(
          sql.list(row -> row.getLong(1), renamed ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS"));
    } catch (ServerException e) {
      if (e.code() == ER_SPECIFIC_ACCESS_DENIED) {
        return Set.of();
      }
      throw e;
    }
  }

  /// A random id from [#REPLICA_ID_FIRST] up that neither the server nor a registered replica has.
  public long chooseReplicaId(RandomGenerator random) {
    Set<Long> taken = replicaIds();
    long own = Long.parseLong(text(sql.value("SELECT @@global.server_id")));
    while (true) {
      long id = random.nextLong(REPLICA_ID_FIRST, ServerOptions.REPLICA_ID_MAX + 1);
      if (id != own && !taken.contains(id)) {
        return id;
      }
    }
  }

  /// What the account may do.
  public Grants grants() {
    return Grants.read(account, sql.list(row -> row.getString(1), "SHOW GRANTS"));
  }

  /// Columns of all tables outside the system schemas, ordered by schema, table, place. Tables
  /// without a privilege are missing, as `information_schema` hides them; so are views.
  public List<ColumnRow> columns() {
    showGeneratedKeys();
    List<ColumnRow> columns = ColumnsQuery.all(sql);
    return hidesColumns() ? MariadbColumns.all(sql, columns) : columns;
  }

  /// Columns of one table in table order; empty when it is not there or hidden.
  public List<ColumnRow> columns(String schema, String table) {
    showGeneratedKeys();
    List<ColumnRow> columns = ColumnsQuery.one(sql, schema, table);
    return hidesColumns() ? MariadbColumns.one(sql, columns) : columns;
  }

  /// The default collations of all tables outside the system schemas, in no order.
  public List<TableCollation> tableCollations() {
    return ColumnsQuery.allCollations(sql);
  }

  /// The default collation of one table; empty when it is not there or hidden.
  public List<TableCollation> tableCollations(String schema, String table) {
    return ColumnsQuery.collations(sql, schema, table);
  }

  /// The default collation of each database outside the system schemas, by its name.
  public Map<String, String> schemaCollations() {
    return ColumnsQuery.schemaCollations(sql);
  }

  /// `explicit_defaults_for_timestamp`: else a TIMESTAMP column is NOT NULL unless it says NULL.
  public boolean explicitTimestamps() {
    return "1".equals(sql.value("SELECT @@global.explicit_defaults_for_timestamp"));
  }

  /// Before 10.4.3 JSON has no check to be known by.
  private boolean hidesColumns() {
    return version.family() == Family.MARIADB && version.atLeast(10, 4, 3);
  }

  /// A server may be told to hide the primary keys it adds by itself; the log has them all the
  /// same.
  private void showGeneratedKeys() {
    if (version.family() == Family.MYSQL && version.atLeast(8, 0, 30)) {
      sql.run("SET SESSION show_gipk_in_create_table_and_information_schema = ON");
    }
  }

  /// How long the server keeps its logs.
  public Retention retention() {
    ServerFacts known = facts == null ? facts() : facts;
    return Retention.read(sql, known.amazon());
  }

  /// Foreign keys outside the system schemas through which one row's change changes others.
  public List<CascadingKey> cascadingKeys() {
    return ColumnsQuery.cascadingKeys(sql);
  }

  /// Lets go of the connection; from any thread.
  @Override
  public void close() {
    sql.close();
  }
}
