package io.wherry.kinesis;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which stream, and where.
///
/// @param stream name of the stream
/// @param endpoint where the API is, or null for the region's own
/// @param region name of the region, or null for what the AWS default chain finds
/// @param transport how puts travel
public record KinesisOptions(
    String stream, @Nullable URI endpoint, @Nullable String region, Transport transport) {
  /// How puts travel.
  public enum Transport {
    /// By our own bytes on a socket.
    LEAN,
    /// By the AWS SDK's client.
    SDK
  }

  private static final Pattern STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

  /// A stream whose puts travel lean.
  ///
  /// @throws IllegalArgumentException with a line that names the option
  public KinesisOptions(String stream, @Nullable URI endpoint, @Nullable String region) {
    this(stream, endpoint, region, Transport.LEAN);
  }

  /// @throws IllegalArgumentException with a line that names the option
  public KinesisOptions {
    if (!STREAM.matcher(stream).matches()) {
      throw new IllegalArgumentException(
          "--sink=kinesis:%s: a stream's name has 1 to 128 of a-z A-Z 0-9 _ . -".formatted(stream));
    }
    if (endpoint != null && (!isHttp(endpoint.getScheme()) || endpoint.getHost() == null)) {
      throw new IllegalArgumentException(
          "--sink.endpoint=%s: expected http://HOST:PORT or https://HOST".formatted(endpoint));
    }
    if (region != null && !REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "--sink.region=%s: expected a region's name like eu-west-1".formatted(region));
    }
  }

  /// Whether the endpoint is a stand-in on this machine, which asks for no account.
  boolean isOnThisMachine() {
    String host = endpoint == null ? "" : endpoint.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private static boolean isHttp(@Nullable String scheme) {
    return scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?");
  }
}
