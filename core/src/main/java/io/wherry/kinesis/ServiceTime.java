package io.wherry.kinesis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.KinesisResponse;

/// The service's own time, in whole seconds, from an answer's `Date` header.
final class ServiceTime {
  private ServiceTime() {}

  /// Empty when there is no such header, or none that can be read.
  static Optional<Instant> of(KinesisResponse answer) {
    return answer.sdkHttpResponse().firstMatchingHeader("Date").flatMap(ServiceTime::parse);
  }

  /// Empty when it cannot be read.
  static Optional<Instant> parse(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
