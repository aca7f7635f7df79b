package io.wherry.schema;

import java.util.Comparator;

/// A byte in a server's log, in the order of the log.
///
/// Files are in the order of their numbers; `binlog.1000000` comes after `binlog.999999`.
///
/// @param file log file, with the number behind its last point
/// @param offset byte in it
public record LogPlace(String file, long offset) implements Comparable<LogPlace> {
  private static final Comparator<LogPlace> ORDER =
      Comparator.comparingInt((LogPlace place) -> place.number().length())
          .thenComparing(LogPlace::number)
          .thenComparingLong(LogPlace::offset);

  private String number() {
    return file.substring(file.lastIndexOf('.') + 1);
  }

  @Override
  public int compareTo(LogPlace other) {
    return file.equals(other.file)
        ? Long.compare(offset, other.offset)
        : ORDER.compare(this, other);
  }

  /// `binlog.000003:4711`
  @Override
  public String toString() {
    return file + ":" + offset;
  }
}
