package io.wherry.gtid;

import io.wherry.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// MySQL's `uuid:1-5:7,uuid:tag:1-2`.
///
/// Source: MySQL 9 Reference Manual, "GTID Sets".
final class MysqlGtidSet implements GtidSet {
  /// By `uuid` or `uuid:tag`.
  private final Map<String, Intervals> byOrigin = new TreeMap<>();

  private final ByteWriter id = new ByteWriter(80);
  private byte[] origin = {};
  private Intervals intervals = new Intervals();
  private long number;

  MysqlGtidSet(String text) {
    for (String set : text.toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(",", -1)) {
      if (!set.isEmpty()) {
        addSet(set.split(":", -1));
      }
    }
  }

  private void addSet(String[] parts) {
    String origin = parts[0];
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      if (Character.isDigit(part.charAt(0))) {
        int dash = part.indexOf('-');
        long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
        intervals(origin).add(first, dash < 0 ? first : Long.parseLong(part.substring(dash + 1)));
      } else {
        origin = parts[0] + ":" + part;
      }
    }
  }

  private Intervals intervals(String origin) {
    return byOrigin.computeIfAbsent(origin, o -> new Intervals());
  }

  /// Nearly every transaction comes from the same origin as the one before: no object then.
  @Override
  public boolean begin(Gtid transaction) {
    id.clear();
    transaction.appendId(id);
    int colon = id.length() - 1;
    while (id.array()[colon] != ':') {
      colon--;
    }
    if (!Arrays.equals(id.array(), 0, colon, origin, 0, origin.length)) {
      origin = Arrays.copyOf(id.array(), colon);
      intervals = intervals(new String(origin, StandardCharsets.US_ASCII));
    }
    number = transaction.sequence();
    return intervals.contains(number);
  }

  @Override
  public void commit() {
    intervals.add(number);
  }

  @Override
  public boolean covers(GtidSet other) {
    return other instanceof MysqlGtidSet set
        && set.byOrigin.entrySet().stream()
            .allMatch(e -> byOrigin.getOrDefault(e.getKey(), new Intervals()).covers(e.getValue()));
  }

  @Override
  public String without(GtidSet other) {
    var difference = new MysqlGtidSet("");
    byOrigin.forEach((origin, mine) -> {
      Intervals theirs = other instanceof MysqlGtidSet set ? set.byOrigin.get(origin) : null;
      difference.byOrigin.put(origin, theirs == null ? mine : mine.without(theirs));
    });
    return difference.toString();
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    byOrigin.forEach((origin, intervals) -> {
      int start = text.length();
      intervals.appendTo(text);
      if (text.length() > start) {
        text.insert(start, (start == 0 ? "" : ",") + origin);
      }
    });
    return text.toString();
  }
}
