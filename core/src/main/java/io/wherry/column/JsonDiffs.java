package io.wherry.column;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteWriter;
import io.wherry.column.JsonPath.Leg;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed in a JSON document, instead of the document
/// (`binlog_row_value_options=PARTIAL_JSON`): applied to the document as it was, they give the one
/// that is.
///
/// ```text
///   diffs    | diff | diff | …                        none: the document is as it was
///   diff     | operation | path length | path | value length | value |    REMOVE has no value
///              0 REPLACE   1 INSERT   2 REMOVE
/// ```
///
/// Lengths are length-encoded; the path is text, the value a binary document. Unlike everything
/// else that is decoded, this makes objects: of the containers on the way to a change, and their
/// members. Source: MySQL 9 source documentation, "Json_diff"; tried on 9.7.4.
final class JsonDiffs {
  private static final int REPLACE = 0;
  private static final int INSERT = 1;
  private static final int REMOVE = 2;

  private final JsonScalars scalars = new JsonScalars();
  private final JsonText text = new JsonText();
  private final ByteReader in = new ByteReader();
  private ByteWriter out = new ByteWriter(16);

  /// How many more members and elements may be looked at: a sound document has fewer than bytes,
  /// and is taken apart once.
  private long budget;

  private JsonNode root = new JsonNode.Elements(List.of());

  /// Appends the text of the document as it is now.
  ///
  /// @param array holds the document as it was, from `at` on, and the diffs, from `diffs` on
  /// @throws Unsound when they do not fit together
  void append(byte[] array, int at, int length, int diffs, int diffsLength, ByteWriter out) {
    if (length == 0) {
      throw new Unsound("parts of a document of which nothing was there");
    }
    budget = (long) length + diffsLength;
    this.out = out;
    root = new JsonNode.Stored(new JsonBytes().wrap(array), array[at], at + 1, at + length);
    in.wrap(array, diffs, diffsLength);
    while (in.remaining() > 0) {
      diff(array);
    }
    text.begin(length + diffsLength, out);
    write(root, 0);
    root = new JsonNode.Elements(List.of());
  }

  private void diff(byte[] array) {
    int operation = in.uint8();
    int length = length();
    List<Leg> path = JsonPath.parse(array, in.position(), length);
    in.skip(length);
    if (operation == REMOVE) {
      change(path, operation, null);
    } else if (operation == REPLACE || operation == INSERT) {
      int size = length();
      if (size == 0) {
        throw new Unsound("JSON change without a value");
      }
      int kind = in.uint8();
      int at = in.position();
      in.skip(size - 1);
      var bytes = new JsonBytes().wrap(array);
      change(path, operation, new JsonNode.Stored(bytes, kind, at, at + size - 1));
    } else {
      throw new Unsound("JSON change of unknown kind " + operation);
    }
  }

  private int length() {
    long length = in.lengthEncoded();
    if (length < 0 || length > in.remaining()) {
      throw new Unsound("JSON change needs " + length + " bytes, " + in.remaining() + " left");
    }
    return (int) length;
  }

  private void change(List<Leg> path, int operation, @Nullable JsonNode value) {
    if (path.isEmpty()) {
      root = value(value);
      return;
    }
    root = apart(root);
    JsonNode holder = root;
    for (int i = 0; i < path.size() - 1; i++) {
      holder = descend(holder, path.get(i));
    }
    change(holder, path.getLast(), operation, value);
  }

  private JsonNode descend(JsonNode holder, Leg leg) {
    return switch (leg) {
      case Leg.Member(JsonKey key) when holder instanceof JsonNode.Members members -> {
        int at = Collections.binarySearch(members.keys(), key);
        if (at < 0) {
          throw missing();
        }
        yield apart(members.values(), at);
      }
      case Leg.Element element when holder instanceof JsonNode.Elements elements -> {
        int at = element.in(elements.values().size());
        if (at < 0 || at >= elements.values().size()) {
          throw missing();
        }
        yield apart(elements.values(), at);
      }
      // A value that is no array is its own only element.
      case Leg.Element element when element.in(1) == 0 -> holder;
      case Leg.Member _, Leg.Element _ -> throw missing();
    };
  }

  private void change(JsonNode holder, Leg leg, int operation, @Nullable JsonNode value) {
    switch (leg) {
      case Leg.Member(JsonKey key) when holder instanceof JsonNode.Members members ->
          change(members, key, operation, value);
      case Leg.Element element when holder instanceof JsonNode.Elements elements ->
          change(elements.values(), element, operation, value);
      case Leg.Member _, Leg.Element _ -> throw missing();
    }
  }

  private static void change(
      JsonNode.Members members, JsonKey key, int operation, @Nullable JsonNode value) {
    int at = Collections.binarySearch(members.keys(), key);
    if ((at < 0) != (operation == INSERT)) {
      throw missing();
    }
    switch (operation) {
      case REPLACE -> members.values().set(at, value(value));
      case INSERT -> {
        members.keys().add(-at - 1, key);
        members.values().add(-at - 1, value(value));
      }
      default -> {
        members.keys().remove(at);
        members.values().remove(at);
      }
    }
  }

  private static void change(
      List<JsonNode> elements, Leg.Element element, int operation, @Nullable JsonNode value) {
    int at = element.in(elements.size());
    if (operation == INSERT) {
      elements.add(Math.clamp(at, 0, elements.size()), value(value));
    } else if (at < 0 || at >= elements.size()) {
      throw missing();
    } else if (operation == REPLACE) {
      elements.set(at, value(value));
    } else {
      elements.remove(at);
    }
  }

  private static JsonNode value(@Nullable JsonNode value) {
    if (value == null) {
      throw new Unsound("JSON change that removes the whole document");
    }
    return value;
  }

  private static Unsound missing() {
    return new Unsound("JSON change that does not fit the document as it was");
  }

  private JsonNode apart(List<JsonNode> values, int at) {
    JsonNode node = apart(values.get(at));
    values.set(at, node);
    return node;
  }

  /// The value with its members or elements, where it has such.
  private JsonNode apart(JsonNode node) {
    if (!(node instanceof JsonNode.Stored(JsonBytes bytes, int kind, int at, int end))) {
      return node;
    }
    return switch (kind) {
      case JsonBytes.SMALL_OBJECT -> members(bytes, at, end, 2);
      case JsonBytes.LARGE_OBJECT -> members(bytes, at, end, 4);
      case JsonBytes.SMALL_ARRAY -> elements(bytes, at, end, 2);
      case JsonBytes.LARGE_ARRAY -> elements(bytes, at, end, 4);
      default -> node;
    };
  }

  private JsonNode members(JsonBytes bytes, int at, int end, int width) {
    int keyEntry = width + JsonBytes.KEY_LENGTH_BYTES;
    int count = count(bytes.count(at, end, width, keyEntry + 1 + width));
    int last = at + (int) bytes.number(at + width, width, end);
    int keys = at + 2 * width;
    int values = keys + count * keyEntry;
    List<JsonKey> names = new ArrayList<>(count);
    List<JsonNode> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int key = keys + i * keyEntry;
      int length = (int) bytes.number(key + width, JsonBytes.KEY_LENGTH_BYTES, last);
      int from = bytes.offset(at, key, width, last);
      JsonBytes.need(from, length, last);
      budget -= length;
      names.add(new JsonKey(java.util.Arrays.copyOfRange(bytes.array(), from, from + length)));
      nodes.add(entry(bytes, at, values + i * (1 + width), width, last));
    }
    return new JsonNode.Members(names, nodes);
  }

  private JsonNode elements(JsonBytes bytes, int at, int end, int width) {
    int count = count(bytes.count(at, end, width, 1 + width));
    int last = at + (int) bytes.number(at + width, width, end);
    List<JsonNode> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(entry(bytes, at, at + 2 * width + i * (1 + width), width, last));
    }
    return new JsonNode.Elements(nodes);
  }

  private int count(int count) {
    budget -= count;
    if (budget < 0) {
      throw new Unsound("JSON whose parts overlap");
    }
    return count;
  }

  private static JsonNode entry(JsonBytes bytes, int container, int at, int width, int end) {
    int kind = bytes.array()[at];
    int value =
        JsonBytes.inside(kind, width) ? at + 1 : bytes.offset(container, at + 1, width, end);
    return new JsonNode.Stored(bytes, kind, value, end);
  }

  private void write(JsonNode node, int depth) {
    switch (node) {
      case JsonNode.Stored(JsonBytes bytes, int kind, int at, int end) ->
          text.value(bytes.array(), kind, at, end, depth);
      case JsonNode.Members(List<JsonKey> keys, List<JsonNode> values) -> {
        out.write('{');
        for (int i = 0; i < keys.size(); i++) {
          separator(i);
          byte[] key = keys.get(i).utf8();
          scalars.string(key, 0, key.length, out);
          out.write(':');
          out.write(' ');
          write(values.get(i), depth + 1);
        }
        out.write('}');
      }
      case JsonNode.Elements(List<JsonNode> values) -> {
        out.write('[');
        for (int i = 0; i < values.size(); i++) {
          separator(i);
          write(values.get(i), depth + 1);
        }
        out.write(']');
      }
    }
  }

  private void separator(int index) {
    if (index > 0) {
      out.write(',');
      out.write(' ');
    }
  }
}
