package io.wherry.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The settings of a YAML file: nested keys and dotted keys mean the same, a list is a value with
/// commas, an empty value is none.
final class YamlFile {
  /// One setting.
  ///
  /// @param key dotted
  /// @param line counts from 1
  record Setting(String key, String value, int line) {}

  private final Path file;
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  static YamlFile read(Path file) {
    var yaml = new YamlFile(file);
    var factory = YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    try (var in = Files.newBufferedReader(file);
        YAMLParser parser = factory.build().createParser(in)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        yaml.mapping("", parser);
        first = parser.nextToken();
      }
      if (first != null) {
        yaml.problem(parser, "must be one mapping of settings, like source.url: …");
      }
    } catch (JsonProcessingException e) {
      yaml.problems.add(
          yaml.file + ":" + e.getLocation().getLineNr() + ": is no YAML: " + reason(e));
    } catch (IOException e) {
      yaml.problems.add(yaml.file + ": cannot be read as UTF-8 text");
    }
    return yaml;
  }

  List<Setting> settings() {
    return settings;
  }

  List<String> problems() {
    return problems;
  }

  private void mapping(String prefix, YAMLParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        mapping(key + ".", parser);
      } else if (token == JsonToken.START_ARRAY) {
        settings.add(new Setting(key, list(key, parser), line));
      } else if (token != JsonToken.VALUE_NULL && !parser.getText().isEmpty()) {
        settings.add(new Setting(key, parser.getText(), line));
      }
    }
  }

  private String list(String key, YAMLParser parser) throws IOException {
    var parts = new ArrayList<String>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token == null || token.isStructStart()) {
        problem(parser, key + " must be a list of plain values");
        parser.skipChildren();
      } else {
        parts.add(parser.getText());
      }
    }
    return String.join(",", parts);
  }

  private void problem(YAMLParser parser, String what) {
    problems.add(file + ":" + parser.currentTokenLocation().getLineNr() + ": " + what);
  }

  /// The first line alone: the others quote the file, which may hold a password.
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }
}
