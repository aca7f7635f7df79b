package io.wherry.change;

/// Which columns the log carries of a changed row. The server's setting `binlog_row_image` decides;
/// the log does not name it, so this is read off the columns that are there.
///
/// Source: MySQL 9 Reference Manual, `binlog_row_image`; MariaDB Knowledge Base, the same.
public enum Image {
  /// Every column of every image.
  FULL("full"),
  /// Only large columns lack: TEXT, BLOB, JSON, GEOMETRY, VECTOR.
  NOBLOB("noblob"),
  /// The row as it was is whole; as it is now, columns lack that did not change.
  FULL_NODUP("full_nodup"),
  /// Other columns lack: those that are not needed to find the row, or did not change.
  MINIMAL("minimal");

  private final String word;

  Image(String word) {
    this.word = word;
  }

  /// The setting's value in lower case: `minimal`.
  public String word() {
    return word;
  }
}
