package io.wherry.pipeline;

import io.wherry.change.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far everything is acknowledged, as a document of `key=value` lines.
///
/// ```text
///   clean=true
///   position.server=3e11fa47-71ca-11e1-9e33-c80aa9429562
///   position.file=binlog.000003
///   position.file-created=1763832000
///   position.offset=4711
///   position.gtids=3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23
///   position.rows=0
///   sink=kinesis:orders
///   configuration=9f2c…
///   epoch=7
///   source.schema=…       and what else the source must be told again
///   source.documents=NAME,NAME
///   stream.arn=…          and what else the sink's cut says
/// ```
///
/// Source: DELIVERY 5.
///
/// @param position everything before it is acknowledged
/// @param clean whether nothing after it was sent either: the run ended in good order
/// @param sink where the records went, as `--sink` names it
/// @param configuration digest of all that decides what a record looks like and where it goes
/// @param epoch number of the run that saved it; it only grows
/// @param source what the source needs to know to go on from here
/// @param documents names of the documents that it needs, too
/// @param lines what the sink needs to know to go on from here
public record Checkpoint(
    Position position,
    boolean clean,
    String sink,
    String configuration,
    long epoch,
    Map<String, String> source,
    List<String> documents,
    Map<String, String> lines) {
  /// The name the document is saved under.
  public static final String NAME = "checkpoint";

  private static final String SOURCE = "source.";
  private static final String DOCUMENTS = SOURCE + "documents";

  /// Copies the maps and the list.
  public Checkpoint {
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    documents = List.copyOf(documents);
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
  }

  /// The same, when it is not known that nothing was sent behind it.
  public Checkpoint unclean() {
    return new Checkpoint(position, false, sink, configuration, epoch, source, documents, lines);
  }

  /// The document.
  public String text() {
    var text = new StringBuilder();
    line(text, "clean", Boolean.toString(clean));
    line(text, "position.server", position.server());
    line(text, "position.file", position.file());
    line(text, "position.file-created", Long.toString(position.fileCreated()));
    line(text, "position.offset", Long.toString(position.offset()));
    line(text, "position.gtids", position.gtids());
    line(text, "position.rows", Long.toString(position.rows()));
    line(text, "sink", sink);
    line(text, "configuration", configuration);
    line(text, "epoch", Long.toString(epoch));
    source.forEach((key, value) -> line(text, SOURCE + key, value));
    if (!documents.isEmpty()) {
      line(text, DOCUMENTS, String.join(",", documents));
    }
    lines.forEach((key, value) -> line(text, key, value));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value.replace("\n", "")).append('\n');
  }

  /// Reads a document back.
  ///
  /// @throws IllegalArgumentException naming the line that is missing or wrong
  public static Checkpoint parse(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("checkpoint line '" + line + "' has no '='");
      }
      lines.put(line.substring(0, equals), line.substring(equals + 1));
    }
    var position =
        new Position(
            value(lines, "position.server"),
            value(lines, "position.file"),
            number(lines, "position.file-created"),
            number(lines, "position.offset"),
            value(lines, "position.gtids"),
            number(lines, "position.rows"));
    boolean clean = value(lines, "clean").equals("true");
    String sink = value(lines, "sink");
    String configuration = value(lines, "configuration");
    long epoch = number(lines, "epoch");
    List<String> documents = documents(lines.remove(DOCUMENTS));
    Map<String, String> source = new LinkedHashMap<>();
    for (String key : List.copyOf(lines.keySet())) {
      if (key.startsWith(SOURCE)) {
        source.put(key.substring(SOURCE.length()), value(lines, key));
      }
    }
    return new Checkpoint(position, clean, sink, configuration, epoch, source, documents, lines);
  }

  private static List<String> documents(@Nullable String names) {
    return names == null ? List.of() : List.of(names.split(","));
  }

  private static String value(Map<String, String> lines, String key) {
    String value = lines.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("checkpoint has no line '" + key + "='");
    }
    return value;
  }

  private static long number(Map<String, String> lines, String key) {
    String value = value(lines, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("checkpoint line '" + key + "=" + value + "': no number");
    }
  }
}
