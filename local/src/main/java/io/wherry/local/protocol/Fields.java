package io.wherry.local.protocol;

import io.wherry.local.stream.ServiceError;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters of a call, but for the records of a put.
///
/// @param values text, `Boolean`, `BigDecimal`, or a `Map` of such
record Fields(Wire wire, Map<String, Object> values) {
  private static final int NAME_MAX = 128;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final int ARN_MAX = 2048;
  private static final Pattern ARN = Pattern.compile("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+");

  static ServiceError serialization(String message) {
    return ServiceError.of("SerializationException", message);
  }

  private <T> @Nullable T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw serialization(
          "%s is %s, which cannot be converted to %s"
              .formatted(name, value.getClass().getSimpleName(), type.getSimpleName()));
    }
    return type.cast(value);
  }

  @Nullable String text(String name) {
    return value(name, String.class);
  }

  @Nullable Long number(String name) {
    BigDecimal number = value(name, BigDecimal.class);
    return number == null ? null : number.longValue();
  }

  /// Milliseconds since the epoch.
  @Nullable Long time(String name) {
    BigDecimal number = value(name, BigDecimal.class);
    return number == null ? null : wire.readTime(number);
  }

  /// A structure inside.
  @Nullable Fields inner(String name) {
    @SuppressWarnings("unchecked") // what RequestReader makes has names for keys
    Map<String, Object> map = value(name, Map.class);
    return map == null ? null : new Fields(wire, map);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The stream that `StreamName` or `StreamARN` names; empty when neither is given.
  String streamOrNone(Constraints constraints) {
    String name = text("StreamName");
    String arn = text("StreamARN");
    constraints.length(name, "streamName", 1, NAME_MAX);
    constraints.pattern(name, "streamName", NAME);
    constraints.length(arn, "streamARN", 1, ARN_MAX);
    constraints.pattern(arn, "streamARN", ARN);
    String inArn = arn == null ? "" : arn.substring(arn.lastIndexOf(":stream/") + 8);
    if (name != null && arn != null && ARN.matcher(arn).matches() && !inArn.equals(name)) {
      throw ServiceError.invalid(
          "StreamName %s and StreamARN %s do not name the same stream.", name, arn);
    }
    return name != null ? name : inArn;
  }

  /// The stream that `StreamName` or `StreamARN` names, after all constraints were found kept.
  String stream(Constraints constraints) {
    String name = streamOrNone(constraints);
    constraints.check();
    if (name.isEmpty()) {
      throw ServiceError.invalid("Either StreamName or StreamARN must be specified.");
    }
    return name;
  }

  /// `StreamName` of a call that takes no ARN.
  void mustNameStream(Constraints constraints) {
    constraints.required(text("StreamName"), "streamName");
  }
}
