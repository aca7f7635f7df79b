package io.wherry.local.fault;

import java.time.Duration;
import java.util.function.IntPredicate;

/// What goes wrong with one call. Faults add up: an answer may be late and then lost.
///
/// @param heldBack how long the request waits before anything is done with it, as if it were still
///   on its way
/// @param reshardTo number of open shards to have before the call is served; 0 leaves them
/// @param refusal the error in place of the answer; nothing is done then
/// @param throttled entries of a put, from 0, that fail with
///   `ProvisionedThroughputExceededException`; the others are stored
/// @param answerDelay how long the answer waits after the call was served
/// @param answerLost whether the connection is closed in place of the answer
public record Fault(
    Duration heldBack,
    int reshardTo,
    Refusal refusal,
    IntPredicate throttled,
    Duration answerDelay,
    boolean answerLost) {
  /// Nothing goes wrong.
  public static final Fault NONE =
      new Fault(Duration.ZERO, 0, Refusal.NONE, Fault::none, Duration.ZERO, false);

  /// The request arrives later.
  public Fault heldBack(Duration time) {
    return new Fault(time, reshardTo, refusal, throttled, answerDelay, answerLost);
  }

  /// The stream is resharded just before the call.
  public Fault reshardTo(int shards) {
    return new Fault(heldBack, shards, refusal, throttled, answerDelay, answerLost);
  }

  /// The service fails before it stores anything.
  public Fault refusing() {
    return refusing(Refusal.INTERNAL_FAILURE);
  }

  /// The service says that it is called too often.
  public Fault limitExceeding() {
    return refusing(Refusal.LIMIT_EXCEEDED);
  }

  /// The service refuses.
  public Fault refusing(Refusal why) {
    return new Fault(heldBack, reshardTo, why, throttled, answerDelay, answerLost);
  }

  /// Some entries are throttled.
  public Fault throttling(IntPredicate entries) {
    return new Fault(heldBack, reshardTo, refusal, entries, answerDelay, answerLost);
  }

  /// The answer comes later.
  public Fault answeringAfter(Duration time) {
    return new Fault(heldBack, reshardTo, refusal, throttled, time, answerLost);
  }

  /// The call is served, but nobody hears of it.
  public Fault losingAnswer() {
    return new Fault(heldBack, reshardTo, refusal, throttled, answerDelay, true);
  }

  private static boolean none(int entry) {
    return false;
  }
}
