package io.wherry.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random changes of tables among random changes of rows, on logs that do not name their columns.
///
/// `-Ddefinitions.seeds=2000` tries more seeds on each server, `-Ddefinitions.first=68` others,
/// `-Ddefinitions.seed=7` that one.
@Tag("server")
@Tag("slow")
class RandomDefinitionsTest {
  private static final int SEEDS = Integer.getInteger("definitions.seeds", 67);

  /// Seeds that share a log, all of which is read once more for each.
  private static final int BATCH = 20;

  /// What may end reading that began after everything: the definition is not known, and it is said.
  private static final Pattern LINE =
      Pattern.compile(
          "binlog\\.\\d+:\\d+ \\w+\\.\\w+: (its columns are not known|the server does not show"
              + " this table|the server's definition does not fit the log).*");

  /// Fast, as nothing has to survive a crash.
  private static final String[] QUICK = {
    "--sync-binlog=0", "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync"
  };

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MYSQL_5_6", "MARIADB_10_11"})
  void everyRowIsPublishedUnderTheColumnsOfItsMoment(Kind kind) throws SQLException {
    long first = Long.getLong("definitions.seed", Long.getLong("definitions.first", 1));
    int seeds = Long.getLong("definitions.seed") == null ? SEEDS : 1;
    for (int done = 0; done < seeds; done += BATCH) {
      batch(kind, first + done, Math.min(BATCH, seeds - done));
    }
  }

  private static void batch(Kind kind, long first, int seeds) throws SQLException {
    try (Database database = Database.start(kind, QUICK)) {
      var logs = new ArrayList<RandomLog>();
      for (int i = 0; i < seeds; i++) {
        logs.add(new RandomLog(database, "s" + i, first + i));
      }
      // One that begins in front of everything and reads when all is over.
      try (var before =
          new Reading(
              database, new StartPosition.Latest(), new Until.Never(), s -> s.startsWith("s"))) {
        before.awaitDefinitions();
        for (RandomLog log : logs) {
          log.run();
        }
        before.readTo(database.position());
        int changes = before.changes().size();
        int compared = 0;
        int stoppedLater = 0;
        for (int i = 0; i < seeds; i++) {
          RandomLog log = logs.get(i);
          String seed = "-Ddefinitions.seed=" + (first + i) + " on " + kind;
          compared += log.comparedRows();
          check(log.differences(before.changes(log.schema())), seed, before, log);
          stoppedLater += after(database, log, before.changes(log.schema()), seed);
        }
        assertThat(before.stopped()).isNull();
        System.out.printf(
            "%s: %d seeds, %d changes, %d rows compared; begun after: %d right, %d stopped%n",
            kind, seeds, changes, compared, seeds - stoppedLater, stoppedLater);
        assertThat(compared).isGreaterThan(seeds);
      }
    }
  }

  private static void check(List<String> differences, String seed, Reading reading, RandomLog log) {
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%s: %d differ; stopped: %s%n%s%n%s"
              .formatted(
                  seed,
                  differences.size(),
                  reading.stopped(),
                  String.join("\n", differences.subList(0, Math.min(5, differences.size()))),
                  String.join("\n", log.statements())));
    }
  }

  /// One that begins when all is over: right, or stopped, never wrong.
  private static int after(
      Database database, RandomLog log, List<PublishedChange> right, String seed) {
    try (var after =
        new Reading(
            database, new StartPosition.Earliest(), new Until.Latest(), log.schema()::equals)) {
      after.readToTheEnd();
      int count = after.changes().size();
      var differences = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        if (i >= right.size() || !after.changes().get(i).equals(right.get(i))) {
          differences.add("begun after: " + after.changes().get(i));
        }
      }
      check(differences, seed, after, log);
      if (after.stopped() == null) {
        assertThat(count).isEqualTo(right.size());
        return 0;
      }
      assertThat(after.stopped()).as(seed).hasMessageMatching(LINE);
      return 1;
    }
  }
}
