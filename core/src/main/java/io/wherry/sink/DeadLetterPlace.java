package io.wherry.sink;

/// Where a record lies that the stream never takes.
public sealed interface DeadLetterPlace {
  /// In a file, behind others.
  ///
  /// @param file its absolute path
  /// @param offset the byte where the record begins
  record InFile(String file, long offset) implements DeadLetterPlace {
    @Override
    public String toString() {
      return file + " at byte " + offset;
    }
  }

  /// By itself, in an object store.
  ///
  /// @param url like `s3://bucket/key`
  record AsObject(String url) implements DeadLetterPlace {
    @Override
    public String toString() {
      return url;
    }
  }
}
