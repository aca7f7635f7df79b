package io.wherry.app;

import io.wherry.mysql.CascadingKey;
import io.wherry.mysql.Family;
import io.wherry.mysql.Grants;
import io.wherry.mysql.Retention;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerQueries;
import io.wherry.source.StatementOptions.OnStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiPredicate;

/// What `check` asks the server: everything that would stop `run`, or surprise later.
final class ServerCheck {
  /// Logs that are kept for less than this may be gone when somebody comes back from a weekend.
  static final Duration KEEP_AT_LEAST = Duration.ofDays(3);

  private static final long SECONDS_A_HOUR = 3_600;

  private final ServerQueries server;
  private final ServerFacts facts;
  private final BiPredicate<String, String> included;
  private final OnStatement onStatement;
  private final List<Finding> findings = new ArrayList<>();

  private ServerCheck(
      ServerQueries server, BiPredicate<String, String> included, OnStatement onStatement) {
    this.server = server;
    this.facts = server.facts();
    this.included = included;
    this.onStatement = onStatement;
  }

  /// Looks at a server.
  ///
  /// @param included which tables are to be published
  /// @param onStatement what is to become of statements that are logged without their rows
  static List<Finding> look(
      ServerQueries server, BiPredicate<String, String> included, OnStatement onStatement) {
    var check = new ServerCheck(server, included, onStatement);
    check.log();
    LogFilters.find(server).ifPresent(check::add);
    check.metadata();
    check.grants();
    check.retention();
    check.cascades();
    return check.findings;
  }

  private void add(Finding finding) {
    findings.add(finding);
  }

  /// The statement that sets a variable for good.
  private String set(String variable, String value) {
    boolean persists = facts.family() == Family.MYSQL && facts.atLeast(8, 0, 0);
    return facts.amazon()
        ? "set " + variable + " = " + value + " in the parameter group"
        : persists
            ? "SET PERSIST " + variable + " = " + value + ";"
            : "SET GLOBAL " + variable + " = " + value + "; and the same line in my.cnf";
  }

  private void log() {
    add(
        Finding.ok(
            "server",
            (facts.family() == Family.MARIADB ? "MariaDB " : "MySQL ")
                + facts.version()
                + ", identity "
                + facts.identity()));
    if (!facts.logBin()) {
      add(
          Finding.fail(
              "log_bin",
              "is OFF: nothing is logged"
                  + (facts.amazon()
                      ? ": switch automatic backups on"
                      : ": put log_bin=binlog and server_id=1 into my.cnf and restart")));
      return;
    }
    add(Finding.ok("log_bin", "is ON"));
    if (facts.binlogFormat().equals("ROW")) {
      add(Finding.ok("binlog_format", "is ROW"));
    } else {
      String text =
          "is "
              + facts.binlogFormat()
              + ", not ROW: "
              + set("binlog_format", "ROW")
              + " Sessions that are open keep the old format.";
      add(
          switch (onStatement) {
            case STOP -> Finding.fail("binlog_format", text);
            case WARN -> Finding.warn("binlog_format", text);
          });
    }
    if (facts.rowImage().isEmpty() || facts.rowImage().equals("FULL")) {
      add(Finding.ok("binlog_row_image", "is FULL"));
    } else {
      add(
          Finding.warn(
              "binlog_row_image",
              "is "
                  + facts.rowImage()
                  + ": records lack the columns that did not change; for all of them "
                  + set("binlog_row_image", "FULL")));
    }
    compression();
  }

  private void compression() {
    if (facts.compressed()) {
      String variable =
          facts.family() == Family.MARIADB ? "log_bin_compress" : "binlog_transaction_compression";
      add(Finding.ok(variable, "is ON: read as it is"));
    }
    if (facts.rowValueOptions().contains("PARTIAL_JSON")) {
      String option = "binlog_row_value_options";
      add(
          facts.rowImage().equals("FULL")
              ? Finding.ok(option, "is PARTIAL_JSON: documents are put together again")
              : Finding.fail(
                  option,
                  "is PARTIAL_JSON while binlog_row_image is "
                      + facts.rowImage()
                      + ": the log lacks what a changed document is put together from: "
                      + set(option, "''")));
    }
  }

  private void metadata() {
    if (facts.rowMetadata().equals("FULL")) {
      add(Finding.ok("binlog_row_metadata", "is FULL: names are in the log"));
      return;
    }
    boolean has =
        facts.family() == Family.MARIADB ? facts.atLeast(10, 5, 0) : facts.atLeast(8, 0, 1);
    add(
        Finding.warn(
            "binlog_row_metadata",
            has
                ? "is "
                    + facts.rowMetadata()
                    + ": names come from information_schema and the DDL in the log, and where"
                    + " neither tells, the stream stops: "
                    + set("binlog_row_metadata", "FULL")
                : "is unknown to this server: names come from information_schema and the DDL in the"
                    + " log, and where neither tells, the stream stops"));
  }

  private void grants() {
    Grants grants = server.grants();
    String to = " TO " + quoted(grants.account()) + ";";
    if (grants.replicationSlave()) {
      add(Finding.ok("grants", "REPLICATION SLAVE: may receive the log"));
    } else {
      add(
          Finding.fail(
              "grants",
              "REPLICATION SLAVE is missing: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.*"
                  + to));
    }
    if (grants.replicationClient()) {
      add(Finding.ok("grants", "REPLICATION CLIENT: may ask where the log ends"));
    } else {
      add(
          Finding.warn(
              "grants",
              "REPLICATION CLIENT is missing: --start=latest, --until=latest and times do not work:"
                  + " GRANT REPLICATION CLIENT ON *.*"
                  + to));
    }
    if (!facts.rowMetadata().equals("FULL")) {
      add(
          grants.selectOn().isEmpty()
              ? Finding.fail(
                  "grants",
                  "SELECT is missing: without binlog_row_metadata=FULL names come from"
                      + " information_schema: GRANT SELECT ON the schemas to publish, such as"
                      + " GRANT SELECT ON shop.*"
                      + to)
              : Finding.ok("grants", "SELECT on " + String.join(", ", grants.selectOn())));
    }
  }

  private static String quoted(String account) {
    int at = account.lastIndexOf('@');
    return at < 0
        ? "'" + account + "'"
        : "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
  }

  private void retention() {
    Retention retention = server.retention();
    OptionalLong seconds = retention.seconds();
    String is = retention.setting() + " is " + retention.value();
    if (seconds.isPresent() && seconds.getAsLong() < KEEP_AT_LEAST.toSeconds()) {
      add(
          Finding.warn(
              "log retention",
              is
                  + ": logs may be gone after "
                  + seconds.getAsLong() / SECONDS_A_HOUR
                  + " h, before a stopped run is noticed: "
                  + (facts.amazon()
                      ? "CALL mysql.rds_set_configuration('binlog retention hours', 72);"
                      : set(retention.setting(), keep(retention.setting())))));
    } else {
      add(Finding.ok("log retention", is));
    }
  }

  private static String keep(String setting) {
    return setting.endsWith("days")
        ? Long.toString(KEEP_AT_LEAST.toDays())
        : Long.toString(KEEP_AT_LEAST.toSeconds());
  }

  private void cascades() {
    for (CascadingKey key : Cascades.unlogged(server, included)) {
      add(
          Finding.warn(
              "foreign key",
              key.schema()
                  + "."
                  + key.table()
                  + ": "
                  + key.name()
                  + " (ON DELETE "
                  + key.onDelete()
                  + ", ON UPDATE "
                  + key.onUpdate()
                  + "): this server does not log rows that a foreign key changes: they do not"
                  + " reach the stream"));
    }
  }
}
