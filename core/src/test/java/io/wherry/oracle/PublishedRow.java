package io.wherry.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A record taken apart, with every column's value as it stands there.
///
/// @param image `values`, `before_values`, `after_values`: columns and their JSON
/// @param meta the fields of `meta` and their JSON; empty in format `seed`
record PublishedRow(
    String table, String type, Map<String, Map<String, String>> image, Map<String, String> meta) {
  private static final JsonFactory JSON = new JsonFactory();

  static PublishedRow of(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    var fields = members(bytes);
    var images = new LinkedHashMap<String, Map<String, String>>();
    members(field(fields, "row")).forEach((name, row) -> images.put(name, members(utf8(row))));
    return new PublishedRow(
        unquoted(fields, "table"),
        unquoted(fields, "type"),
        images,
        members(utf8(fields.getOrDefault("meta", "{}"))));
  }

  private static byte[] field(Map<String, String> fields, String name) {
    return utf8(fields.getOrDefault(name, "{}"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String unquoted(Map<String, String> fields, String name) {
    String json = fields.getOrDefault(name, "\"\"");
    return json.substring(1, json.length() - 1);
  }

  /// The members of an object, each with its bytes as they stand there.
  private static Map<String, String> members(byte[] object) {
    var members = new LinkedHashMap<String, String>();
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        members.put(name, new String(object, from, to - from, StandardCharsets.UTF_8).strip());
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
