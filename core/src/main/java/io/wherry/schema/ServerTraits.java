package io.wherry.schema;

import java.util.Locale;

/// What of a server decides how its statements are to be read, besides what each event says.
///
/// @param mariadb MariaDB, else MySQL or Percona Server
/// @param version as executable comments write it: 50624 for 5.6.24, 90704 for 9.7.4, 101118 for
///   10.11.18
/// @param lowerCaseTableNames `lower_case_table_names`: 0 names differ by case; 1 stored in lower
///   case; 2 stored as written, compared without case
/// @param explicitTimestamps `explicit_defaults_for_timestamp`, for servers whose events do not say
///   it: without it a TIMESTAMP that says nothing else is NOT NULL
public record ServerTraits(
    boolean mariadb, int version, int lowerCaseTableNames, boolean explicitTimestamps) {
  private static final int MAJOR = 10_000;
  private static final int MINOR = 100;
  private static final int FIRST_UTF8MB3 = 80_028;
  private static final int FIRST_UTF8MB3_MARIADB = 100_600;

  /// A server of this version.
  ///
  /// @param version `select version()`: `9.7.4`, `5.6.24-log`, `11.4.5-MariaDB-log`
  public static ServerTraits of(
      String version, int lowerCaseTableNames, boolean explicitTimestamps) {
    boolean mariadb = version.toLowerCase(Locale.ROOT).contains("mariadb");
    return new ServerTraits(mariadb, number(version), lowerCaseTableNames, explicitTimestamps);
  }

  /// `10.11.18-MariaDB` as 101118; parts that are missing or odd count as 0.
  private static int number(String version) {
    // Old replicas saw MariaDB as `5.5.5-10.11.18-MariaDB`.
    String text = version.startsWith("5.5.5-10.") ? version.substring("5.5.5-".length()) : version;
    int number = 0;
    int unit = MAJOR;
    int part = 0;
    for (int i = 0; unit > 0; i++) {
      char c = i < text.length() ? text.charAt(i) : '-';
      if (c >= '0' && c <= '9' && part < MINOR) {
        part = part * 10 + c - '0';
      } else {
        number += part * unit;
        part = 0;
        unit = c == '.' ? unit / MINOR : 0;
      }
    }
    return number;
  }

  /// What `information_schema` calls the charset that statements call `utf8`.
  String utf8mb3() {
    return version < (mariadb ? FIRST_UTF8MB3_MARIADB : FIRST_UTF8MB3) ? "utf8" : "utf8mb3";
  }

  /// Whether names that differ only in case mean one table.
  boolean foldsNames() {
    return lowerCaseTableNames != 0;
  }
}
