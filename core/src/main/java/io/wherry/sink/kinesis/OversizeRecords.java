package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterWrite;
import io.wherry.sink.Digest;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Records that the stream never takes, on their way to the dead letter, and what was offered
/// behind them: that waits, so that each pointer keeps its place in its key's order.
///
/// ```text
///   hold ──▶ WRITING ──▶ kept ──▶ the pointer goes on
///              ▲  │ nobody answers
///              └──┘ after a pause
/// ```
///
/// Nothing more is read meanwhile; what was read before is delivered. So two are held at most: the
/// halves of one row.
final class OversizeRecords {
  /// How long to wait before a write that may pass is tried again, in nanoseconds.
  static final long PAUSE = 2_000_000_000L;

  private static final int HELD_MAX = 2;

  private final Consumer<DeadLetterWrite> out;
  private final SinkLog log;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private @Nullable DeadLetterWrite writing;
  private @Nullable DeadLetterWrite resting;
  private long restsUntil;

  /// One record as it was offered.
  ///
  /// @param id of a record that goes to the dead letter; else null
  /// @param length its bytes for the service
  record Held(
      ByteSlice key,
      ByteSlice secondKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record,
      boolean present,
      @Nullable Digest id,
      long length) {}

  /// A record whose turn it is.
  ///
  /// @param kept where it lies when it went to the dead letter; else null
  record Next(Held held, DeadLetter.Outcome.@Nullable Kept kept) {}

  /// @param out takes writes and returns at once
  OversizeRecords(Consumer<DeadLetterWrite> out, SinkLog log) {
    this.out = out;
    this.log = log;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  int count() {
    return held.size();
  }

  /// Takes over a copy of what is offered.
  void hold(Held offered) {
    if (held.size() == HELD_MAX) {
      throw new IllegalStateException("more was offered than there is room for");
    }
    held.add(
        new Held(
            ByteSlice.of(offered.key.copy()),
            ByteSlice.of(offered.secondKey.copy()),
            offered.waitKey,
            offered.secondWaitKey,
            ByteSlice.of(offered.record.copy()),
            offered.present,
            offered.id,
            offered.length));
  }

  /// Sends a write out, if one may go.
  void step(long now) {
    if (resting != null && now - restsUntil >= 0) {
      writing = resting;
      resting = null;
      out.accept(writing);
    }
    Held first = held.peek();
    if (first != null && first.id != null && writing == null && resting == null) {
      writing = new DeadLetterWrite(first.id, first.record);
      out.accept(writing);
    }
  }

  /// Takes a write back.
  ///
  /// @return what may go on, or null when it must be written again
  /// @throws io.wherry.sink.SinkException when no further try can succeed
  @Nullable Next took(DeadLetterWrite back, long now) {
    writing = null;
    return switch (back.outcome()) {
      case DeadLetter.Outcome.Kept kept -> new Next(held.remove(), kept);
      case DeadLetter.Outcome.Later later -> {
        log.deadLetterLater(later.why());
        resting = back;
        restsUntil = now + PAUSE;
        yield null;
      }
    };
  }

  /// What was offered behind a record that is done, and need not be written itself.
  @Nullable Next poll() {
    Held first = held.peek();
    return first == null || first.id != null ? null : new Next(held.remove(), null);
  }

  /// Nanoseconds from now until [#step] has something to do.
  long nextStepNanos(long now) {
    return resting == null ? Long.MAX_VALUE : Math.max(0, restsUntil - now);
  }
}
