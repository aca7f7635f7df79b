package io.wherry.format;

import io.wherry.bytes.ByteSlice;

/// Goes through the members of a JSON object that was written by an [Encoder], without building
/// anything: it knows strings and brackets and looks no deeper.
///
/// Source: RFC 8259, sections 4 and 7.
public final class JsonMembers {
  private final ByteSlice object = new ByteSlice();
  private final ByteSlice value = new ByteSlice();

  /// Looks at an object, from its `{` on.
  public JsonMembers wrap(ByteSlice json) {
    object.wrap(json.array(), json.offset(), json.length());
    return this;
  }

  /// The value of a member as it is written, a string with its quotation marks; the view is reused.
  ///
  /// @param name of printable ASCII that needs no escape
  /// @throws IllegalArgumentException when there is no such member
  public ByteSlice find(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "a record without a member \"" + name + "\" is not of this format");
    }
    return value;
  }

  /// Whether there is a member of that name; then it is [#value()].
  public boolean has(String name) {
    int at = expect(0, '{');
    while (at < object.length() && object.at(at) != '}') {
      int nameStart = expect(at, '"');
      int nameEnd = endOfString(nameStart);
      int start = expect(nameEnd, ':');
      int end = endOfValue(start);
      if (named(name, nameStart, nameEnd - 1)) {
        value.wrap(object.array(), object.offset() + start, end - start);
        return true;
      }
      at = end < object.length() && object.at(end) == ',' ? end + 1 : end;
    }
    return false;
  }

  /// The value that [#has] found.
  public ByteSlice value() {
    return value;
  }

  private boolean named(String name, int start, int end) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (object.at(start + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int expect(int at, char wanted) {
    if (at >= object.length() || object.at(at) != wanted) {
      throw new IllegalArgumentException(
          "no record of this format: expected " + wanted + " at byte " + at);
    }
    return at + 1;
  }

  /// @param at behind the opening quotation mark
  /// @return behind the closing one
  private int endOfString(int at) {
    for (int i = at; i < object.length(); i++) {
      byte c = object.at(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no record of this format: it ends within a string");
  }

  /// @return the index of the `,` or `}` behind the value
  private int endOfValue(int at) {
    int depth = 0;
    int i = at;
    while (i < object.length()) {
      switch (object.at(i)) {
        case '"' -> i = endOfString(i + 1) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
      i++;
    }
    throw new IllegalArgumentException("no record of this format: it ends within a value");
  }
}
