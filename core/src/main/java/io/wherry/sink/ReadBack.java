package io.wherry.sink;

import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds out by reading what became of records whose outcome is unknown.
///
/// ```text
///   doubt ──▶ its shard is read, from what was acknowledged before the request left
///     found: stored
///     the shard is closed: its children that take the hash are read as well
///     a read begun REQUEST_LIFE + READ_LAG after the request left reaches the end: not there
///     nowhere there: absent, so it may be sent again
///     a shard cannot be read: sent again once it can no longer arrive, and counted as unproven
/// ```
///
/// A request is one attempt whose connection is closed after [KinesisLimits#REQUEST_LIFE]: later
/// nothing of it can arrive. What is stored is seen by every read begun [KinesisLimits#READ_LAG]
/// later. Source: DELIVERY 3.
final class ReadBack {
  private static final long READ_LAG = KinesisLimits.READ_LAG.toNanos();
  private static final byte[] BETWEEN = {0};

  /// What becomes of a doubt.
  interface Resolution {
    void found(Doubt doubt, String shard, String sequenceNumber);

    void absent(Doubt doubt);
  }

  private final ShardMarks marks;
  private final Consumer<ShardRead> out;
  private final Resolution resolution;
  private final Digest.Maker digests = new Digest.Maker();
  private final List<ShardTail> tails = new ArrayList<>();
  private final List<Doubt> postponed = new ArrayList<>();
  private int doubts;
  private long unproven;
  private @Nullable String trouble;

  ReadBack(ShardMarks marks, Consumer<ShardRead> out, Resolution resolution) {
    this.marks = marks;
    this.out = out;
    this.resolution = resolution;
  }

  Digest digest(String partitionKey, byte[] data, int offset, int length) {
    byte[] key = partitionKey.getBytes(StandardCharsets.UTF_8);
    return digests
        .add(key, 0, key.length)
        .add(BETWEEN, 0, BETWEEN.length)
        .add(data, offset, length)
        .get();
  }

  /// Starts to search for a record.
  ///
  /// @param shard the open shard that took its hash as far as was known when it was sent
  void search(Doubt doubt, String shard) {
    doubts++;
    enter(doubt, shard);
  }

  private void enter(Doubt doubt, String shard) {
    if (doubt.resolved || !doubt.searched.add(shard)) {
      return;
    }
    doubt.open++;
    String acknowledged = doubt.mark(marks.index(shard));
    for (ShardTail tail : tails) {
      if (tail.serves(shard, acknowledged)) {
        String found = tail.claim(doubt.digest, acknowledged);
        if (found != null) {
          found(doubt, shard, found);
        } else {
          tail.searching.add(doubt);
        }
        return;
      }
    }
    var tail = new ShardTail(new ShardRead(shard, marks.from(shard, acknowledged)));
    tail.searching.add(doubt);
    tails.add(tail);
    out.accept(tail.read);
  }

  /// Takes in what a read brought.
  ///
  /// @return whether it was one of the reads begun here
  boolean took(ShardRead read, long now) {
    for (ShardTail tail : tails) {
      if (tail.read == read) {
        take(tail, now);
        return true;
      }
    }
    return false;
  }

  private void take(ShardTail tail, long now) {
    RuntimeException failure = tail.read.failure();
    ShardPage page = tail.read.page();
    if (failure != null || page == null) {
      trouble = failure == null ? "no page" : failure.getMessage();
      tails.remove(tail);
      for (Doubt doubt : tail.searching) {
        doubt.unproven = true;
        leave(doubt, now);
      }
      return;
    }
    for (StoredRecord record : page.records()) {
      compare(tail, record);
    }
    List<Doubt> left = new ArrayList<>();
    for (Doubt doubt : List.copyOf(tail.searching)) {
      if (page.atEnd()) {
        follow(doubt, page.children());
        left.add(doubt);
      } else if (page.millisBehindLatest() == 0
          && tail.read.begunAt() - (doubt.deadline + READ_LAG) >= 0) {
        left.add(doubt);
      }
    }
    tail.searching.removeAll(left);
    if (page.atEnd() || tail.searching.isEmpty()) {
      tails.remove(tail);
    }
    for (Doubt doubt : left) {
      leave(doubt, now);
    }
    if (!page.atEnd() && !tail.searching.isEmpty()) {
      out.accept(tail.read);
    }
  }

  private void compare(ShardTail tail, StoredRecord record) {
    var data = record.data();
    Digest digest = digest(record.partitionKey(), data.array(), data.offset(), data.length());
    int shard = marks.index(tail.read.shard());
    for (Doubt doubt : tail.searching) {
      String mark = doubt.mark(shard);
      if (doubt.digest.equals(digest)
          && (mark == null || ShardMarks.compare(record.sequenceNumber(), mark) > 0)) {
        found(doubt, tail.read.shard(), record.sequenceNumber());
        return;
      }
    }
    tail.note(digest, record.sequenceNumber());
  }

  private void follow(Doubt doubt, List<Shard> children) {
    boolean followed = false;
    for (Shard child : children) {
      boolean takes =
          Long.compareUnsigned(ShardLayout.hash(child.firstHash()), doubt.hash) <= 0
              && Long.compareUnsigned(doubt.hash, ShardLayout.hash(child.lastHash())) <= 0;
      if (takes) {
        followed = true;
        enter(doubt, child.id());
      }
    }
    // Its records may have gone where nobody says.
    doubt.unproven |= !followed;
  }

  private void found(Doubt doubt, String shard, String sequenceNumber) {
    resolved(doubt);
    for (ShardTail tail : tails) {
      tail.searching.remove(doubt);
    }
    resolution.found(doubt, shard, sequenceNumber);
  }

  private void leave(Doubt doubt, long now) {
    doubt.open--;
    if (doubt.open > 0 || doubt.resolved) {
      return;
    }
    if (doubt.unproven && now - doubt.deadline < 0) {
      postponed.add(doubt);
    } else {
      absent(doubt);
    }
  }

  private void absent(Doubt doubt) {
    if (doubt.unproven) {
      unproven++;
    }
    resolved(doubt);
    resolution.absent(doubt);
  }

  private void resolved(Doubt doubt) {
    doubt.resolved = true;
    doubts--;
  }

  /// Gives up on what cannot be proven, when its time is over.
  void step(long now) {
    for (int i = postponed.size() - 1; i >= 0; i--) {
      if (now - postponed.get(i).deadline >= 0) {
        absent(postponed.remove(i));
      }
    }
  }

  /// Nanoseconds until [#step(long)] has something to do; [Long#MAX_VALUE] for never.
  long nextStepNanos(long now) {
    long next = Long.MAX_VALUE;
    for (Doubt doubt : postponed) {
      next = Math.min(next, Math.max(0, doubt.deadline - now));
    }
    return next;
  }

  /// Records searched for at the moment.
  int doubts() {
    return doubts;
  }

  /// Records sent again although it was not proven that they were not there.
  long unproven() {
    return unproven;
  }

  /// Why a shard could last not be read; null when all could.
  @Nullable String trouble() {
    return trouble;
  }
}
