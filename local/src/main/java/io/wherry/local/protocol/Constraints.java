package io.wherry.local.protocol;

import io.wherry.local.stream.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong with the parameters of a call, all of it in one `ValidationException`, in the
/// words of the service.
///
/// Source: the service model of Kinesis 2013-12-02 has the constraints; the sentences are those of
/// AWS's validation of parameters.
final class Constraints {
  private static final int SHOWN_MAX = 10;

  private final List<String> violations = new ArrayList<>();
  private int count;

  /// Notes a violation.
  ///
  /// @param path like `records.1.member.data`
  void violated(@Nullable Object value, String path, String rule) {
    count++;
    if (violations.size() < SHOWN_MAX) {
      String shown = value == null ? "null" : "'" + value + "'";
      violations.add(
          "Value "
              + shown
              + " at '"
              + path
              + "' failed to satisfy constraint: Member must "
              + rule);
    }
  }

  /// Notes when it is not there.
  ///
  /// @return whether it is there
  boolean required(@Nullable Object value, String path) {
    if (value == null) {
      violated(null, path, "not be null");
    }
    return value != null;
  }

  void length(@Nullable String value, String path, int least, int most) {
    if (value != null) {
      length(value.length(), value, path, least, most);
    }
  }

  /// @param shown what the message says of the value
  void length(long length, Object shown, String path, long least, long most) {
    if (length < least) {
      violated(shown, path, "have length greater than or equal to " + least);
    } else if (length > most) {
      violated(shown, path, "have length less than or equal to " + most);
    }
  }

  void range(@Nullable Long value, String path, long least, long most) {
    if (value == null) {
      return;
    }
    if (value < least) {
      violated(value, path, "have value greater than or equal to " + least);
    } else if (value > most) {
      violated(value, path, "have value less than or equal to " + most);
    }
  }

  void pattern(@Nullable String value, String path, Pattern pattern) {
    if (value != null && !pattern.matcher(value).matches()) {
      violated(value, path, "satisfy regular expression pattern: " + pattern);
    }
  }

  void oneOf(@Nullable String value, String path, List<String> choices) {
    if (value != null && !choices.contains(value)) {
      violated(value, path, "satisfy enum value set: [" + String.join(", ", choices) + "]");
    }
  }

  /// @throws ServiceError when anything was violated
  void check() {
    if (count > 0) {
      throw ServiceError.of(
          "ValidationException",
          "%d validation error%s detected: %s"
              .formatted(count, count == 1 ? "" : "s", String.join("; ", violations)));
    }
  }
}
