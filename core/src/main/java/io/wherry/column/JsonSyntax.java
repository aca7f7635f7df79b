package io.wherry.column;

/// Whether a text is one JSON document. Source: RFC 8259.
final class JsonSyntax {
  /// The deepest nesting that is followed; MariaDB's own functions go down to 32.
  static final int DEPTH_MAX = 1024;

  private static final byte[][] WORDS = {
    CharacterSet.bytes("true"), CharacterSet.bytes("false"), CharacterSet.bytes("null")
  };

  /// A bit a level: set for an object, else an array.
  private final long[] objects = new long[DEPTH_MAX / Long.SIZE];

  private byte[] array = {};
  private int at;
  private int end;

  /// Judges `array[at]` to `array[at + length - 1]`, which is valid UTF-8.
  boolean valid(byte[] array, int at, int length) {
    this.array = array;
    this.at = at;
    this.end = at + length;
    int depth = 0;
    boolean value = true;
    while (true) {
      space();
      if (value) {
        int c = peek();
        if (c == '{' || c == '[') {
          if (depth == DEPTH_MAX) {
            return false;
          }
          boolean object = c == '{';
          objects[depth >> 6] =
              object ? objects[depth >> 6] | 1L << depth : objects[depth >> 6] & ~(1L << depth);
          this.at++;
          space();
          if (peek() == (object ? '}' : ']')) {
            this.at++;
            value = false;
          } else {
            depth++;
            if (object && !key()) {
              return false;
            }
          }
        } else if (scalar(c)) {
          value = false;
        } else {
          return false;
        }
      } else if (depth == 0) {
        return this.at == end;
      } else {
        boolean object = (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
        int c = peek();
        this.at++;
        if (c == ',') {
          space();
          value = true;
          if (object && !key()) {
            return false;
          }
        } else if (c == (object ? '}' : ']')) {
          depth--;
        } else {
          return false;
        }
      }
    }
  }

  private int peek() {
    return at < end ? array[at] : -1;
  }

  private void space() {
    while (at < end && isSpace(array[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private boolean key() {
    if (!string()) {
      return false;
    }
    space();
    return passed(':');
  }

  private boolean scalar(int first) {
    if (first == '"') {
      return string();
    }
    if (first == '-' || isDigit(first)) {
      return number();
    }
    for (byte[] word : WORDS) {
      if (first == word[0]) {
        return word(word);
      }
    }
    return false;
  }

  private boolean word(byte[] word) {
    for (byte c : word) {
      if (!passed(c)) {
        return false;
      }
    }
    return true;
  }

  private boolean string() {
    if (!passed('"')) {
      return false;
    }
    while (at < end) {
      byte c = array[at++];
      if (c == '"') {
        return true;
      }
      if ((c >= 0 && c < ' ') || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    int c = peek();
    at++;
    if (c == 'u') {
      for (int i = 0; i < 4; i++, at++) {
        if (Character.digit(peek(), 16) < 0) {
          return false;
        }
      }
      return true;
    }
    return c > 0 && "\"\\/bfnrt".indexOf(c) >= 0;
  }

  private boolean number() {
    passed('-');
    if (!passed('0') && !digits()) {
      return false;
    }
    if (passed('.') && !digits()) {
      return false;
    }
    if (passed('e') || passed('E')) {
      if (!passed('+')) {
        passed('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (isDigit(peek())) {
      at++;
    }
    return at > from;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private boolean passed(int c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }
}
