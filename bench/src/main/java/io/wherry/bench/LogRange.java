package io.wherry.bench;

/// A part of the server's log that is read again and again.
///
/// @param name how the tables of results call it
/// @param file its first file, from byte 4 on
/// @param lastFile the file it ends in
/// @param end the byte there behind its last event
/// @param rows row changes in it
/// @param bytes bytes of its files
record LogRange(String name, String file, String lastFile, long end, long rows, long bytes) {
  /// The range as a line of a file.
  String line() {
    return String.join(
        " ", name, file, lastFile, Long.toString(end), Long.toString(rows), Long.toString(bytes));
  }

  /// Reads such a line.
  static LogRange parse(String line) {
    String[] words = line.split(" ", -1);
    return new LogRange(
        words[0],
        words[1],
        words[2],
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]));
  }
}
