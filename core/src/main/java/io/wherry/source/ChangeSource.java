package io.wherry.source;

import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Position;
import io.wherry.change.Transaction;

/// A stream of row changes between `begin` and `commit` marks, pulled by one thread.
public interface ChangeSource extends AutoCloseable {
  /// What [#next()] came upon.
  enum Step {
    /// Nothing is there now; wait for the bell or a while.
    IDLE,
    /// Something without rows was read (the position may have moved).
    PASSED,
    /// A transaction starts; [#transaction()] stands for it.
    BEGIN,
    /// A published row; [#change()] shows it until the next call.
    ROW,
    /// A published statement; [#statement()] shows it until the next call. It counts as one of the
    /// transaction's rows.
    STATEMENT,
    /// The transaction is committed; [#position()] is behind it.
    COMMIT,
    /// The position of `--until` is reached: everything before it was delivered.
    END
  }

  /// Goes on by one step without blocking.
  ///
  /// @throws SourceException when following cannot go on
  Step next();

  /// The row of the last [Step#ROW].
  Change change();

  /// The statement of the last [Step#STATEMENT].
  LoggedStatement statement();

  /// The transaction of the last [Step#BEGIN].
  Transaction transaction();

  /// Where reading would go on after everything delivered so far (inside a transaction: its start
  /// and the rows done). A new object on each call.
  Position position();

  /// What has to be told, besides [#position()], to go on there. It is the same object as long as
  /// nothing of it changed.
  default Memory memory() {
    return Memory.NONE;
  }

  /// Milliseconds since 1970 of the newest event read, for the lag; 0 before the first.
  long newestEventMillis();

  /// Lets go of the connections.
  @Override
  void close();
}
