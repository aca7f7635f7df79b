package io.wherry.mysql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server's version, from the text it prints.
///
/// ```text
///   9.7.4-2                                   MySQL
///   8.0.mysql_aurora.3.08.0                   Aurora, which is 8.0.0 at least
///   10.11.6-MariaDB-log                       MariaDB
///   5.5.5-10.11.6-MariaDB-log                 MariaDB before 11.0 in its greeting
/// ```
record ServerVersion(Family family, int major, int minor, int patch) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  static ServerVersion parse(String text) {
    boolean maria = text.toLowerCase(Locale.ROOT).contains("mariadb");
    String rest = maria && text.startsWith("5.5.5-") ? text.substring(6) : text;
    Matcher numbers = NUMBERS.matcher(rest);
    Family family = maria ? Family.MARIADB : Family.MYSQL;
    if (!numbers.lookingAt()) {
      return new ServerVersion(family, 0, 0, 0);
    }
    String patch = numbers.group(3);
    return new ServerVersion(
        family,
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  boolean atLeast(int major, int minor, int patch) {
    if (this.major != major) {
      return this.major > major;
    }
    return this.minor != minor ? this.minor > minor : this.patch >= patch;
  }
}
