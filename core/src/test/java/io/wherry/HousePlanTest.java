package io.wherry;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The plan of the house: which room may know which. Read this before you add an import.
class HousePlanTest {
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          entry("bytes", Set.of()),
          entry("change", Set.of("bytes")),
          entry("checkpoint", Set.of()),
          entry("mysql", Set.of("bytes")),
          entry("column", Set.of("bytes", "change")),
          entry("gtid", Set.of("bytes")),
          entry("binlog", Set.of("bytes", "change", "column", "gtid")),
          entry("schema", Set.of("bytes", "change")),
          entry("transform", Set.of("bytes", "change")),
          entry("format", Set.of("bytes", "change")),
          entry("kinesis", Set.of("bytes")),
          entry("sink", Set.of("bytes", "change", "kinesis")),
          entry("source", Set.of("bytes", "change", "gtid", "mysql", "binlog", "schema")),
          entry("consumer", Set.of("bytes", "change", "kinesis", "format", "checkpoint")),
          entry(
              "pipeline",
              Set.of(
                  "bytes",
                  "change",
                  "checkpoint",
                  "mysql",
                  "binlog",
                  "schema",
                  "transform",
                  "format",
                  "kinesis",
                  "sink",
                  "source",
                  "consumer")),
          entry("ops", Set.of("pipeline", "consumer")));

  /// The same for the rooms inside `local`, which knows nothing of the others; its façade, the
  /// package `local` itself, may know all of its rooms.
  private static final Map<String, Set<String>> LOCAL_MAY_KNOW =
      Map.ofEntries(
          entry("fault", Set.of()),
          entry("log", Set.of()),
          entry("stream", Set.of("log")),
          entry("protocol", Set.of("fault", "log", "stream")),
          entry("http", Set.of("protocol")));

  private static final String LOCAL = "local";

  /// Everything may be wired here, and only here may an implementation sub-room be named from
  /// outside.
  private static final String WIRING_ROOM = "app";

  private static final Pattern PLACE = Pattern.compile("io/wherry/(\\w+)/(?:(\\w+)/)?");

  private record Place(String room, String sub) {
    static Place of(MatchResult match) {
      return new Place(match.group(1), match.group(2) == null ? "" : match.group(2));
    }

    boolean mayKnow(Place other) {
      if (room.equals(LOCAL)) {
        return other.room.equals(LOCAL)
            && (sub.isEmpty()
                || sub.equals(other.sub)
                || LOCAL_MAY_KNOW.getOrDefault(sub, Set.of()).contains(other.sub));
      }
      if (room.equals(other.room)) {
        return other.sub.isEmpty() || other.sub.equals(sub);
      }
      if (room.equals(WIRING_ROOM)) {
        return true;
      }
      return other.sub.isEmpty() && MAY_KNOW.getOrDefault(room, Set.of()).contains(other.room);
    }
  }

  @Test
  void everyRoomKnowsOnlyTheRoomsBelowIt() throws IOException {
    var strangers = new TreeSet<String>();
    strangersIn(Path.of("../local/target/classes"), strangers);
    strangersIn(Path.of("target/classes"), strangers);
    assertThat(strangers).isEmpty();
  }

  private static void strangersIn(Path classes, Set<String> strangers) throws IOException {
    try (var files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var here = PLACE.matcher(classes.relativize(file).toString().replace('\\', '/'));
        if (!here.find()) {
          continue;
        }
        Place place = Place.of(here.toMatchResult());
        for (var entry : ClassFile.of().parse(file).constantPool()) {
          String names =
              switch (entry) {
                case ClassEntry c -> c.asInternalName();
                case Utf8Entry u
                    when u.stringValue().startsWith("(") || u.stringValue().startsWith("L") ->
                    u.stringValue();
                default -> "";
              };
          PLACE
              .matcher(names)
              .results()
              .map(Place::of)
              .filter(other -> !place.mayKnow(other))
              .forEach(other -> strangers.add(file.getFileName() + ": " + place + " -> " + other));
        }
      }
    }
  }
}
