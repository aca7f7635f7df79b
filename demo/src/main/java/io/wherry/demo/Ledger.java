package io.wherry.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the shop has committed and what has arrived, change by change; any thread may write.
final class Ledger {
  /// One change of one row. Every row of the shop counts its versions from 1.
  ///
  /// @param row table and key
  /// @param version the row's version after the change, or, of a delete, the last one
  /// @param delete whether the row was deleted
  record Step(String row, long version, boolean delete) {
    /// Ascends with the changes of a row.
    private long rank() {
      return 2 * version + (delete ? 1 : 0);
    }
  }

  /// The result.
  ///
  /// @param changed rows changed in the database
  /// @param messages read from the stream
  /// @param lost changes that did not arrive
  /// @param twice messages about a change that had arrived before, or that nobody made
  /// @param outOfOrder messages about a change older than one of the same row that had arrived
  record Count(int changed, int messages, int lost, int twice, int outOfOrder) {
    boolean isRight() {
      return changed == messages && lost == 0 && twice == 0 && outOfOrder == 0;
    }
  }

  private final List<Step> committed = new ArrayList<>();
  private final List<Step> arrived = new ArrayList<>();

  /// A transaction was committed.
  synchronized void committed(List<Step> steps) {
    committed.addAll(steps);
  }

  /// A message was read.
  synchronized void arrived(Step step) {
    arrived.add(step);
  }

  synchronized int messages() {
    return arrived.size();
  }

  synchronized int changed() {
    return committed.size();
  }

  /// Compares. To be called when nothing is under way.
  synchronized Count count() {
    Set<Step> missing = new HashSet<>(committed);
    Map<String, Long> newest = new HashMap<>();
    int twice = 0;
    int outOfOrder = 0;
    for (Step step : arrived) {
      if (!missing.remove(step)) {
        twice++;
        continue;
      }
      Long before = newest.get(step.row());
      if (before != null && step.rank() < before) {
        outOfOrder++;
      } else {
        newest.put(step.row(), step.rank());
      }
    }
    return new Count(committed.size(), arrived.size(), missing.size(), twice, outOfOrder);
  }
}
