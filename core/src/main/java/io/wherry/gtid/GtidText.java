package io.wherry.gtid;

import java.util.regex.Pattern;

/// Tells whose form a text of GTIDs has. Sets may be long, so they are looked at part by part.
public final class GtidText {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern INTERVAL = Pattern.compile("[0-9]{1,18}(-[0-9]{1,18})?");
  private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
  private static final Pattern MARIADB = Pattern.compile("[0-9]{1,10}-[0-9]{1,10}-[0-9]{1,19}");

  private GtidText() {}

  /// `0-1-100,1-2-50`
  public static boolean isMariadb(String text) {
    for (String gtid : text.split(",", -1)) {
      if (!MARIADB.matcher(gtid).matches()) {
        return false;
      }
    }
    return true;
  }

  /// `uuid:1-5:7:tag:1,uuid2:3`, in lower case
  public static boolean isMysql(String text) {
    for (String set : text.split(",", -1)) {
      if (!isSet(set.split(":", -1))) {
        return false;
      }
    }
    return true;
  }

  /// A uuid, then intervals, with a tag in front of those that have one.
  private static boolean isSet(String[] parts) {
    boolean interval = false;
    for (int i = 1; i < parts.length; i++) {
      interval = INTERVAL.matcher(parts[i]).matches();
      boolean tag = TAG.matcher(parts[i]).matches();
      boolean followed = i + 1 < parts.length && INTERVAL.matcher(parts[i + 1]).matches();
      if (!interval && !(tag && followed)) {
        return false;
      }
    }
    return interval && UUID.matcher(parts[0]).matches();
  }
}
