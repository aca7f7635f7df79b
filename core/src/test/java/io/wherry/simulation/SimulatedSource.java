package io.wherry.simulation;

import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Position;
import io.wherry.change.Transaction;
import io.wherry.source.ChangeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the log from a position, as it becomes available.
final class SimulatedSource implements ChangeSource {
  private final World world;
  private final SimulatedLog log;
  private final Runnable eachRow;
  private final Transaction transaction = new Transaction();
  private int at;
  private int row;
  private boolean inside;
  private @Nullable Change change;

  /// @param eachRow is called for every row read
  SimulatedSource(World world, SimulatedLog log, Position start, Runnable bell, Runnable eachRow) {
    this.world = world;
    this.log = log;
    this.eachRow = eachRow;
    at = (int) (start.offset() / 1000);
    row = (int) start.rows();
    log.times.stream().filter(t -> t > world.now).forEach(t -> world.at(t, bell));
  }

  @Override
  public Step next() {
    world.point();
    if (at == log.transactions.size()) {
      return Step.END;
    }
    if (log.times.get(at) > world.now || world.chance(5)) {
      return Step.IDLE;
    }
    if (!inside) {
      inside = true;
      log.begin(at, transaction);
      return Step.BEGIN;
    }
    if (row == log.transactions.get(at).size()) {
      inside = false;
      row = 0;
      at++;
      return Step.COMMIT;
    }
    change = log.change(at, row, transaction);
    row++;
    eachRow.run();
    return Step.ROW;
  }

  @Override
  public Change change() {
    return Objects.requireNonNull(change);
  }

  @Override
  public LoggedStatement statement() {
    throw new IllegalStateException("this log has no statements");
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public Position position() {
    return new Position("server", "binlog.000001", 0, 1000L * at, "", row);
  }

  @Override
  public long newestEventMillis() {
    return 0;
  }

  @Override
  public void close() {}
}
