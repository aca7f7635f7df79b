package io.wherry.app;

import io.wherry.sink.s3.BucketOptions;
import java.nio.file.Path;

/// Where records go that are too large: the value of `--oversize.dead-letter`.
public sealed interface DeadLetterTarget {
  /// Behind one another in a file.
  record File(Path path) implements DeadLetterTarget {}

  /// As objects.
  record Bucket(BucketOptions options) implements DeadLetterTarget {}

  /// `FILE` or `s3://BUCKET/PREFIX`.
  static DeadLetterTarget parse(String text) {
    return BucketOptions.isUrl(text)
        ? new Bucket(BucketOptions.parse(text))
        : new File(Parsers.path(text));
  }
}
