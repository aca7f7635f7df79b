package io.wherry.checkpoint.dynamodb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The item that says who holds a checkpoint.
///
/// ```text
///   id          S     NAME of the checkpoint; its documents lie beside it, as NAME/DOCUMENT
///   epoch       N     grows by one with each holder; every write demands its own
///   holder      S     who, for people
///   held        BOOL  false when the holder ended in good order
///   beat        N     grows with each renewal
///   life        N     milliseconds after which a holder without a new beat counts as dead
///   generation  N     grows with each write, so that one that comes late changes nothing
///   newest      S     which checkpoint was saved last, by its checksum
/// ```
record LeaseItem(
    long epoch,
    String holder,
    boolean held,
    long beat,
    Duration life,
    long generation,
    String newest) {
  static final String ID = "id";

  /// There is none yet.
  static final LeaseItem NONE = new LeaseItem(0, "", false, 0, Duration.ZERO, 0, "");

  static LeaseItem of(Map<String, AttributeValue> item) {
    AttributeValue held = item.get("held");
    return new LeaseItem(
        number(item, "epoch"),
        text(item, "holder"),
        held != null && Boolean.TRUE.equals(held.bool()),
        number(item, "beat"),
        Duration.ofMillis(number(item, "life")),
        number(item, "generation"),
        text(item, "newest"));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static Map<String, AttributeValue> key(String id) {
    return Map.of(ID, AttributeValue.fromS(id));
  }

  /// Whether a holder has shown life since the other was read.
  boolean hasMoved(LeaseItem since) {
    return epoch != since.epoch || beat != since.beat || generation != since.generation;
  }

  /// The values of an expression that takes this lease for a new holder.
  Map<String, AttributeValue> taking(String newHolder, Duration newLife) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":epoch", number(epoch + 1));
    values.put(":holder", AttributeValue.fromS(newHolder));
    values.put(":true", AttributeValue.fromBool(true));
    values.put(":zero", number(0));
    values.put(":life", number(newLife.toMillis()));
    if (epoch > 0) {
      values.put(":seenEpoch", number(epoch));
      values.put(":seenBeat", number(beat));
      values.put(":seenGeneration", number(generation));
    }
    return values;
  }

  /// The condition that it is as it was read.
  String unchanged() {
    return epoch == 0
        ? "attribute_not_exists(id)"
        : "epoch = :seenEpoch AND beat = :seenBeat AND generation = :seenGeneration";
  }
}
