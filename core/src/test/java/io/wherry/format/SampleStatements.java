package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.LoggedStatement;
import io.wherry.change.LoggedStatement.Kind;
import io.wherry.change.LoggedStatement.Rows;
import io.wherry.change.SampleChange;
import io.wherry.change.Transaction;
import java.util.ArrayList;
import java.util.List;

/// Statements whose records are pinned in golden files.
final class SampleStatements {
  private SampleStatements() {}

  static List<LoggedStatement> all(Transaction transaction) {
    var all = new ArrayList<LoggedStatement>();
    all.add(of(Kind.TABLE_CREATE, Rows.KEPT, "create table Users (id int)", transaction));
    all.add(
        of(Kind.TABLE_ALTER, Rows.REWRITTEN, "alter table Users modify id bigint", transaction));
    all.add(of(Kind.TABLE_RENAME, Rows.RENAMED, "rename table Users to u", transaction));
    all.add(of(Kind.TABLE_DROP, Rows.REMOVED, "drop table \"Users\"\n\t/* 😀 \\ */", transaction));
    all.add(of(Kind.TABLE_TRUNCATE, Rows.REMOVED, "truncate Users", transaction));
    all.add(
        new LoggedStatement(
            Kind.TABLE_ALTER,
            Rows.EXCHANGED,
            "sch\"ema",
            "ta\\ble",
            "",
            "alter table `sch\"ema`.`ta\\ble` exchange partition p with table t",
            transaction,
            2,
            transaction.commitMillis()));
    for (Kind kind : List.of(Kind.DATABASE_CREATE, Kind.DATABASE_ALTER, Kind.DATABASE_DROP)) {
      all.add(
          new LoggedStatement(
              kind,
              kind == Kind.DATABASE_DROP ? Rows.REMOVED : Rows.KEPT,
              "kinesistest",
              "",
              "kinesistest",
              kind.word(),
              transaction,
              1,
              transaction.commitMillis()));
    }
    // Numbers tell them apart, as GTIDs do in a log.
    for (int i = 0; i < all.size(); i++) {
      all.set(i, numbered(all.get(i), i + 1));
    }
    return all;
  }

  private static LoggedStatement of(Kind kind, Rows rows, String sql, Transaction transaction) {
    return new LoggedStatement(
        kind,
        rows,
        "kinesistest",
        "Users",
        "kinesistest",
        sql,
        transaction,
        1,
        transaction.commitMillis());
  }

  private static LoggedStatement numbered(LoggedStatement statement, long number) {
    return new LoggedStatement(
        statement.kind(),
        statement.rows(),
        statement.schema(),
        statement.table(),
        statement.database(),
        statement.sql(),
        statement.transaction(),
        number,
        statement.timestampMillis());
  }

  /// The same transaction in the log of another server.
  static Transaction elsewhere() {
    Transaction example = SampleChange.exampleTransaction();
    var transaction = new Transaction();
    transaction.begin(example.server(), "replica-log.000777", 99, 1_800_000_000_000L);
    transaction.idWriter().write(example.id(new ByteSlice()));
    transaction.logged(true, 7);
    return transaction;
  }
}
