package io.wherry.local.stream;

import static io.wherry.local.stream.Shard.NONE;

import io.wherry.local.log.LogException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream in the catalog of a data folder.
///
/// ```text
///   stream <name> <stamp> <mode> <max record bytes> <next shard>
///   shard <number> <start key> <end key> <parent> <adjacent> <start> <started> <end> <closed>
///   split <shard> <key> | merge <shard> <adjacent> | scale <target>     what was under way
/// ```
///
/// @param lines those of one stream
record CatalogLines(List<List<String>> lines) {
  static final String STREAM = "stream";
  private static final String SHARD = "shard";

  static List<String> of(Stream stream, ShardSet shards, @Nullable Change pending) {
    var lines = new ArrayList<String>();
    lines.add(
        line(
            STREAM,
            stream.name(),
            stream.stamp(),
            stream.mode(),
            stream.maxRecordBytes(),
            shards.nextIndex()));
    for (Shard shard : shards.all()) {
      lines.add(
          line(
              SHARD,
              shard.index,
              shard.range.start(),
              shard.range.end(),
              shard.parent,
              shard.adjacentParent,
              shard.start,
              shard.startedAt,
              shard.end(),
              shard.closedAt()));
    }
    switch (pending) {
      case Change.Split split -> lines.add(line("split", split.shard(), split.key()));
      case Change.Merge merge -> lines.add(line("merge", merge.shard(), merge.adjacent()));
      case Change.Scale scale -> lines.add(line("scale", scale.target()));
      // A stream that was being created is there after a restart, one being deleted is not.
      case Change.Create create -> {}
      case Change.Delete delete -> {}
      case null -> {}
    }
    return lines;
  }

  private static String line(Object... words) {
    var line = new StringBuilder();
    for (Object word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return line.toString();
  }

  /// Cuts a catalog into its streams.
  static List<CatalogLines> parse(List<String> catalog) {
    var streams = new ArrayList<CatalogLines>();
    for (String text : catalog) {
      List<String> words = List.of(text.split(" ", -1));
      if (words.getFirst().equals(STREAM)) {
        streams.add(new CatalogLines(new ArrayList<>()));
      }
      if (!streams.isEmpty()) {
        streams.getLast().lines.add(words);
      }
    }
    return streams;
  }

  String name() {
    return lines.getFirst().get(1);
  }

  long stamp() {
    return Long.parseLong(lines.getFirst().get(2));
  }

  StreamMode mode() {
    return StreamMode.valueOf(lines.getFirst().get(3));
  }

  int maxRecordBytes() {
    return Integer.parseInt(lines.getFirst().get(4));
  }

  /// Brings the shards back.
  ///
  /// @return what was under way
  @Nullable Change restore(ShardSet shards) {
    Change change = null;
    for (List<String> words : lines.subList(1, lines.size())) {
      switch (words.getFirst()) {
        case SHARD -> shard(words, shards);
        case "split" -> change = new Change.Split(number(words, 1), key(words.get(2)));
        case "merge" -> change = new Change.Merge(number(words, 1), number(words, 2));
        case "scale" -> change = new Change.Scale(number(words, 1));
        default ->
            throw new LogException(
                "stream %s in the catalog: \"%s\" is not understood: use another --data"
                    .formatted(name(), String.join(" ", words)),
                null);
      }
    }
    shards.restored(number(lines.getFirst(), 5));
    return change;
  }

  private static void shard(List<String> words, ShardSet shards) {
    shards.restore(
        number(words, 1),
        new HashRange(key(words.get(2)), key(words.get(3))),
        number(words, 4),
        number(words, 5),
        Long.parseLong(words.get(6)),
        Long.parseLong(words.get(7)));
    long end = Long.parseLong(words.get(8));
    if (end != NONE) {
      shards.all().getLast().close(end, Long.parseLong(words.get(9)));
    }
  }

  private static int number(List<String> words, int at) {
    return Integer.parseInt(words.get(at));
  }

  private static HashKey key(String text) {
    return HashKey.of(new BigInteger(text));
  }
}
