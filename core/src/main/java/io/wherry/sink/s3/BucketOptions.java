package io.wherry.sink.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A bucket, and what the names of the objects in it begin with.
///
/// @param bucket its name
/// @param prefix empty, or what ends in a slash
/// @param endpoint where the API is, or null for AWS's own
/// @param region name of the region, or null for what the AWS default chain finds
public record BucketOptions(
    String bucket, String prefix, @Nullable URI endpoint, @Nullable String region) {
  /// Bytes in a prefix; a key may have 1,024. Source: S3 user guide, "Naming objects".
  public static final int PREFIX_BYTES = 900;

  /// Source: S3 user guide, "Bucket naming rules", with what buckets of before 2018 may have.
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  private static final String SCHEME = "s3://";

  /// `s3://BUCKET` or `s3://BUCKET/PREFIX`.
  ///
  /// @throws IllegalArgumentException with what is wrong, to be put behind the option's name
  public static BucketOptions parse(String url) {
    String path = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : "";
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String prefix = slash < 0 ? "" : path.substring(slash + 1);
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "must name a bucket, like s3://BUCKET/PREFIX: 3 or more of a-z 0-9 . -");
    }
    if (prefix.getBytes(StandardCharsets.UTF_8).length > PREFIX_BYTES) {
      throw new IllegalArgumentException(
          "must have a prefix of at most %d bytes".formatted(PREFIX_BYTES));
    }
    boolean isWhole = prefix.isEmpty() || prefix.endsWith("/");
    return new BucketOptions(bucket, isWhole ? prefix : prefix + "/", null, null);
  }

  /// Whether a text is meant to be one.
  public static boolean isUrl(String text) {
    return text.startsWith(SCHEME);
  }

  /// The same bucket, reached there.
  public BucketOptions at(@Nullable URI at, @Nullable String inRegion) {
    return new BucketOptions(bucket, prefix, at, inRegion);
  }

  /// Like `s3://bucket/key`.
  String url(String key) {
    return SCHEME + bucket + "/" + key;
  }

  @Override
  public String toString() {
    return url(prefix);
  }
}
