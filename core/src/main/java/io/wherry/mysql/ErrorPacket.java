package io.wherry.mysql;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;

/// What a server says when it refuses.
///
/// ```text
///   | FF | number, 2 | # | SQL state, 5 | text |     (# and state may be missing)
/// ```
///
/// Source: MySQL client/server protocol, "ERR_Packet".
///
/// @param code error number
/// @param text what it says, on one line
record ErrorPacket(int code, String text) {
  private static final int STATE = 1 + 5;

  static ErrorPacket read(ByteReader in) {
    int code = in.uint16();
    if (in.remaining() >= STATE && in.array()[in.position()] == '#') {
      in.skip(STATE);
    }
    return new ErrorPacket(code, oneLine(in.slice(in.remaining(), new ByteSlice()).utf8()));
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
