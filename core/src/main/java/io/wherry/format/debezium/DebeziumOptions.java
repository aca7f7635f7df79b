package io.wherry.format.debezium;

import java.util.regex.Pattern;

/// How values are shown, and what the source is called. Names, meanings and defaults are those of
/// the connector's configuration properties.
///
/// @param decimals `decimal.handling.mode`
/// @param temporals `time.precision.mode`
/// @param binaries `binary.handling.mode`
/// @param unsigned `bigint.unsigned.handling.mode`
/// @param transactionMetadata `provide.transaction.metadata`: whether `transaction` is filled
/// @param query `include.query`: whether `source.query` is filled
/// @param topicPrefix `topic.prefix`, which is `source.name`
public record DebeziumOptions(
    Decimals decimals,
    Temporals temporals,
    Binaries binaries,
    Unsigned unsigned,
    boolean transactionMetadata,
    boolean query,
    String topicPrefix) {
  private static final Pattern TOPIC_PREFIX = Pattern.compile("[A-Za-z0-9._-]+");

  /// What the connector does unless told otherwise; it has no default for the prefix.
  public static final DebeziumOptions DEFAULT =
      new DebeziumOptions(
          Decimals.PRECISE,
          Temporals.ADAPTIVE_TIME_MICROSECONDS,
          Binaries.BYTES,
          Unsigned.LONG,
          false,
          false,
          "wherry");

  /// DECIMAL.
  public enum Decimals {
    /// The unscaled value's bytes, two's complement, big-endian, in base64.
    PRECISE,
    /// A number.
    DOUBLE,
    /// A string with all digits.
    STRING
  }

  /// DATE, TIME and DATETIME.
  public enum Temporals {
    /// DATETIME by its column's digits in milli- or microseconds, TIME in microseconds.
    ADAPTIVE_TIME_MICROSECONDS,
    /// DATETIME and TIME by their columns' digits in milli- or microseconds.
    ADAPTIVE,
    /// DATETIME and TIME in milliseconds.
    CONNECT
  }

  /// BINARY, VARBINARY and the BLOB family.
  public enum Binaries {
    /// Bytes, which are base64 in JSON.
    BYTES,
    /// Base64.
    BASE64,
    /// Base64 with `-` and `_`.
    BASE64_URL_SAFE,
    /// Two digits a byte.
    HEX
  }

  /// BIGINT UNSIGNED.
  public enum Unsigned {
    /// A number.
    LONG,
    /// As a DECIMAL of scale 0, in `precise` form.
    PRECISE
  }

  /// @throws IllegalArgumentException when the prefix is no topic prefix
  public DebeziumOptions {
    checkTopicPrefix(topicPrefix);
  }

  /// The text, if it is a topic prefix.
  ///
  /// @throws IllegalArgumentException when it is none
  public static String checkTopicPrefix(String text) {
    if (!TOPIC_PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException("must be letters, digits, dots, dashes and underscores");
    }
    return text;
  }
}
