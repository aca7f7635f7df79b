package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.bytes.ByteSlice;
import io.wherry.source.ChangeSource.Step;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// XA transactions, whose rows are logged when they are prepared and count when they are committed:
/// keeps the small ones, publishes them at XA COMMIT, and looks up what was prepared before reading
/// started. Source: DELIVERY 7.
final class XaFlow implements AutoCloseable {
  private final FollowerPlan plan;
  private final PreparedBranches branches;
  private final HeldBranches held;
  private final TransactionMarks marks;
  private final BranchRows rows;
  private final Background<List<Branch>> lookup;
  private boolean preparing;
  private int remembered = -1;
  private Memory joined = Memory.NONE;
  private Memory memory = Memory.NONE;

  XaFlow(
      FollowerPlan plan,
      PreparedBranches branches,
      RowFlow rows,
      TransactionMarks marks,
      Runnable bell) {
    this.plan = plan;
    this.branches = branches;
    this.held = branches.held();
    this.marks = marks;
    this.rows =
        new BranchRows(start -> plan.branch(bell, start), plan::undone, held, rows, marks, bell);
    this.lookup = new Background<>("prepared transactions", bell, unwanted -> {});
  }

  /// A file begins with an event that says how the others are read.
  void file(ByteSlice formatDescription) {
    held.file(formatDescription);
  }

  /// Takes note of the next event, once the marks know of the one before.
  ///
  /// @param whole all of it, where `event` is only its beginning
  void event(EventReader reader, EventType type, ByteSlice event, @Nullable ByteBuffer whole) {
    if (marks.preparing()) {
      if (!preparing) {
        held.begin();
      }
      if (whole == null) {
        held.add(event);
      } else {
        held.giveUp();
      }
      table(reader, type);
    }
    preparing = marks.preparing();
  }

  /// Takes note of an event inside a compressed transaction. None is held: what is prepared there
  /// is read again.
  void inside(EventReader reader, EventType type) {
    if (marks.preparing()) {
      held.giveUp();
      table(reader, type);
    }
  }

  private void table(EventReader reader, EventType type) {
    if (type == EventType.TABLE_MAP) {
      marks.preparedTable(reader);
    }
  }

  /// The rows of a transaction are all there.
  @Nullable Step prepared(EventReader reader) {
    held.end(Xid.of(reader.xaPrepare()));
    return marks.prepared(reader);
  }

  /// Whether something has to be done before the next event.
  boolean busy() {
    return marks.publishing() != null || marks.missing() != null;
  }

  /// Goes on with the transaction that is being committed.
  ///
  /// @param commit stands at the event that commits it
  @Nullable Step step(EventReader commit) {
    Xid missing = marks.missing();
    if (missing != null) {
      return look(commit, missing);
    }
    Branch publishing = marks.publishing();
    return publishing == null ? null : rows.step(commit, publishing);
  }

  private @Nullable Step look(EventReader commit, Xid missing) {
    if (!lookup.busy()) {
      lookup.start(plan.branches(missing, marks.start()));
    }
    List<Branch> found = lookup.take();
    if (found == null) {
      return Step.IDLE;
    }
    branches.addUnknown(found);
    return marks.lookedUp(commit, missing);
  }

  /// The main connection is a new one: what was begun comes again.
  void reconnected() {
    preparing = false;
    rows.close();
  }

  /// What has to be told to go on: the same object as long as nothing changed.
  ///
  /// @param definitions what has to be told of tables
  @SuppressWarnings("ReferenceEquality") // it may be large, and is the same while nothing changed
  Memory memory(Memory definitions) {
    if (remembered != branches.version() || joined != definitions) {
      remembered = branches.version();
      joined = definitions;
      var lines = new LinkedHashMap<String, String>(definitions.lines());
      var documents = new LinkedHashMap<String, String>(definitions.documents());
      branches.remember(lines, documents);
      memory = new Memory(lines, documents);
    }
    return memory;
  }

  @Override
  public void close() {
    lookup.close();
    rows.close();
  }
}
