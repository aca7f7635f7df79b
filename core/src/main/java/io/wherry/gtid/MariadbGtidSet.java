package io.wherry.gtid;

import io.wherry.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// MariaDB's GTID position: the last transaction of each domain, `0-1-100,1-2-50`.
///
/// Source: MariaDB Knowledge Base, "Global Transaction ID".
final class MariadbGtidSet implements GtidSet {
  private static final class Last {
    private final ByteWriter id = new ByteWriter(32);
    private long sequence;
  }

  private final Map<Long, Last> byDomain = new TreeMap<>();
  private final Last begun = new Last();
  private long domain;

  MariadbGtidSet(String text) {
    for (String gtid : text.replaceAll("\\s", "").split(",", -1)) {
      if (!gtid.isEmpty()) {
        String[] parts = gtid.split("-", -1);
        Last last = last(Long.parseLong(parts[0]));
        last.id.clear();
        last.id.utf8(gtid);
        last.sequence = Long.parseUnsignedLong(parts[2]);
      }
    }
  }

  private Last last(long domain) {
    return byDomain.computeIfAbsent(domain, d -> new Last());
  }

  @Override
  public boolean begin(Gtid transaction) {
    begun.id.clear();
    transaction.appendId(begun.id);
    begun.sequence = transaction.sequence();
    domain = transaction.domain();
    return false;
  }

  @Override
  public void commit() {
    Last last = last(domain);
    last.id.clear();
    last.id.write(begun.id.array(), 0, begun.id.length());
    last.sequence = begun.sequence;
  }

  @Override
  public boolean covers(GtidSet other) {
    return other instanceof MariadbGtidSet set
        && set.byDomain.entrySet().stream()
            .allMatch(e ->
                byDomain.containsKey(e.getKey())
                    && Long.compareUnsigned(last(e.getKey()).sequence, e.getValue().sequence) >= 0);
  }

  @Override
  public String without(GtidSet other) {
    var missing = new ArrayList<String>();
    byDomain.forEach((domain, mine) -> {
      Last theirs = other instanceof MariadbGtidSet set ? set.byDomain.get(domain) : null;
      if (theirs == null || Long.compareUnsigned(theirs.sequence, mine.sequence) < 0) {
        missing.add(
            mine.id.utf8() + " (it has " + (theirs == null ? "none" : theirs.id.utf8()) + ")");
      }
    });
    return String.join(", ", missing);
  }

  @Override
  public String toString() {
    return byDomain.values().stream().map(last -> last.id.utf8()).collect(Collectors.joining(","));
  }
}
