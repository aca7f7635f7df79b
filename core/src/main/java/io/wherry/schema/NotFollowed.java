package io.wherry.schema;

/// A statement's effect on one table cannot be told. Caught inside the room.
final class NotFollowed extends Exception {
  private static final long serialVersionUID = 1L;

  /// How much of a statement a reason quotes, in characters.
  private static final int QUOTE_MAX = 64;

  private final String why;

  NotFollowed(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /// What could not be followed, in words.
  String why() {
    return why;
  }

  /// A piece of the statement, in quotes and cut where it is long.
  static String quoted(String text) {
    return '"' + (text.length() <= QUOTE_MAX ? text : text.substring(0, QUOTE_MAX) + "…") + '"';
  }
}
