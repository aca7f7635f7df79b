package io.wherry.mysql;

import io.wherry.bytes.ByteWriter;
import io.wherry.mysql.ServerException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A MySQL GTID set as bytes.
///
/// ```text
///   without tags  | sources, 8 |            ( source, 16 | intervals )…
///   with tags     | 01 | sources, 6 | 01 |  ( source, 16 | 2 × tag length, 1 | tag | intervals )…
///   intervals     | count, 8 | ( first, 8 | behind last, 8 )…
/// ```
///
/// The second form is for sets with tags only (MySQL 8.3 and later); a source without a tag has tag
/// length 0 there. Numbers are little-endian; intervals ascend and do not touch. Source: MySQL
/// internals, "COM_BINLOG_DUMP_GTID"; the tagged form as MySQL 9.7 writes it into its
/// PREVIOUS_GTIDS event.
final class GtidSetBytes {
  private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,19})(?:-(\\d{1,19}))?");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");

  private record Interval(long first, long last) {}

  /// Intervals by source and tag: `32 hex digits`, or `32 hex digits:tag`.
  private final TreeMap<String, List<Interval>> sets = new TreeMap<>();

  private GtidSetBytes() {}

  /// @throws ServerException when the text is not a GTID set
  static byte[] encode(String text) {
    var set = new GtidSetBytes();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        set.add(text, part.strip().toLowerCase(Locale.ROOT));
      }
    }
    return set.bytes();
  }

  private void add(String text, String part) {
    String[] fields = part.split(":", -1);
    String uuid = fields[0].strip().replace("-", "");
    if (!UUID.matcher(uuid).matches()) {
      throw wrong(text, "'" + fields[0] + "' is not the UUID of a server", null);
    }
    String key = uuid;
    for (int i = 1; i < fields.length; i++) {
      String field = fields[i].strip();
      var interval = INTERVAL.matcher(field);
      if (interval.matches()) {
        var list = sets.computeIfAbsent(key, _ -> new ArrayList<>());
        list.add(interval(text, interval.group(1), interval.group(2)));
      } else if (TAG.matcher(field).matches()) {
        key = uuid + ":" + field;
      } else {
        throw wrong(text, "'" + field + "' is neither an interval like 1-5 nor a tag", null);
      }
    }
  }

  private static Interval interval(String text, String first, @Nullable String last) {
    try {
      long from = Long.parseLong(first);
      long to = last == null ? from : Long.parseLong(last);
      if (from < 1 || to < from || to == Long.MAX_VALUE) {
        throw wrong(text, first + "-" + to + " is not an interval of numbers from 1 up", null);
      }
      return new Interval(from, to);
    } catch (NumberFormatException e) {
      throw wrong(text, "a number is larger than 9223372036854775807", e);
    }
  }

  private static ServerException wrong(
      String text, String why, @Nullable NumberFormatException cause) {
    return new ServerException(
        Kind.REFUSED,
        0,
        "GTID set '" + text + "': " + why + "; write it like UUID:1-5:7,UUID:1-3",
        cause);
  }

  private byte[] bytes() {
    boolean tagged = sets.keySet().stream().anyMatch(key -> key.indexOf(':') >= 0);
    var out = new ByteWriter();
    if (tagged) {
      out.write(1);
      RegisterReplica.littleEndian(out, sets.size(), 6);
      out.write(1);
    } else {
      RegisterReplica.littleEndian(out, sets.size(), 8);
    }
    sets.forEach((key, intervals) -> {
      out.write(HexFormat.of().parseHex(key, 0, 32));
      if (tagged) {
        String tag = key.length() > 32 ? key.substring(33) : "";
        out.write(tag.length() << 1);
        out.utf8(tag);
      }
      intervals(merged(intervals), out);
    });
    return out.copy();
  }

  private static void intervals(List<Interval> intervals, ByteWriter out) {
    RegisterReplica.littleEndian(out, intervals.size(), 8);
    for (Interval interval : intervals) {
      RegisterReplica.littleEndian(out, interval.first, 8);
      RegisterReplica.littleEndian(out, interval.last + 1, 8);
    }
  }

  private static List<Interval> merged(List<Interval> intervals) {
    var sorted = new ArrayList<>(intervals);
    sorted.sort(Comparator.comparingLong(Interval::first));
    var merged = new ArrayList<Interval>();
    for (Interval next : sorted) {
      Interval before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && next.first <= before.last + 1) {
        merged.set(merged.size() - 1, new Interval(before.first, Math.max(before.last, next.last)));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
