package io.wherry.column;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Where in a document a change is made: `$.items[2]."a \\"key\\""`, `$[last-1]`.
///
/// ```text
///   path   $ leg…
///   leg    . name   |   . "name as a JSON string"
///          [ number ]   |   [ last ]   |   [ last-number ]
/// ```
///
/// The server writes paths without wildcards here. Source: MySQL 9 Reference Manual, "JSON Path
/// Syntax".
final class JsonPath {
  /// A step to a member or an element.
  sealed interface Leg {
    /// The member of an object.
    record Member(JsonKey key) implements Leg {}

    /// The element of an array, counted from its start or, back, from its last one.
    record Element(int index, boolean fromLast) implements Leg {
      /// Index in an array of so many elements; negative in front of the first one.
      int in(int size) {
        return fromLast ? size - 1 - index : index;
      }
    }
  }

  private static final int DIGITS_MAX = 9;
  private static final String LAST = "last";

  private final String text;
  private int at;

  private JsonPath(String text) {
    this.text = text;
  }

  /// Reads a path.
  ///
  /// @throws Unsound when it is none
  static List<Leg> parse(byte[] array, int from, int length) {
    var path = new JsonPath(new String(array, from, length, StandardCharsets.UTF_8));
    path.expect('$');
    List<Leg> legs = new ArrayList<>();
    while (path.at < path.text.length()) {
      if (legs.size() > JsonText.DEPTH_MAX) {
        throw path.unsound();
      }
      legs.add(path.peek() == '.' ? path.member() : path.element());
    }
    return legs;
  }

  private Leg member() {
    expect('.');
    if (peek() == '"') {
      return new Leg.Member(key(quoted()));
    }
    int from = at;
    while (at < text.length() && peek() != '.' && peek() != '[') {
      at++;
    }
    return new Leg.Member(key(text.substring(from, at)));
  }

  private static JsonKey key(String name) {
    return new JsonKey(name.getBytes(StandardCharsets.UTF_8));
  }

  private String quoted() {
    expect('"');
    var name = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      name.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return name.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw unsound();
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      case '"', '\\', '/' -> c;
      default -> throw unsound();
    };
  }

  private Leg element() {
    expect('[');
    boolean fromLast = text.startsWith(LAST, at);
    int index = 0;
    if (fromLast) {
      at += LAST.length();
      if (peek() == '-') {
        at++;
        index = number();
      }
    } else {
      index = number();
    }
    expect(']');
    return new Leg.Element(index, fromLast);
  }

  private int number() {
    int from = at;
    int value = 0;
    while (peek() >= '0' && peek() <= '9' && at - from < DIGITS_MAX) {
      value = value * 10 + next() - '0';
    }
    if (at == from) {
      throw unsound();
    }
    return value;
  }

  private char peek() {
    if (at == text.length()) {
      throw unsound();
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw unsound();
    }
  }

  private Unsound unsound() {
    return new Unsound("JSON path that cannot be read at character " + at + ": " + text);
  }
}
