package io.wherry.kinesis;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK's exceptions mean, and the line that says what to do.
final class KinesisErrors {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private static final String IN_BETWEEN = ", not by Kinesis but by something in between";

  private final String stream;
  private final String place;

  /// @param place the endpoint or the region, for the lines
  KinesisErrors(String stream, String place) {
    this.stream = stream;
    this.place = place;
  }

  /// The error's code, without a namespace; the class's name where the service gave none.
  static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null || code.isEmpty() ? "HTTP status " + e.statusCode() : code;
  }

  /// Whether the answer names no error of the service: then something in between gave it.
  private static boolean isOfSomebodyElse(AwsServiceException e) {
    return code(e).startsWith("HTTP status ");
  }

  /// Whether the service found the time of the request's signature wrong. The client corrects its
  /// clock by the answer, so another try helps. Nothing was done.
  static boolean isAboutClock(AwsServiceException e) {
    return switch (code(e)) {
      case "RequestExpired", "RequestTimeTooSkewed" -> true;
      case "InvalidSignatureException" ->
          said(e).startsWith("Signature expired")
              || said(e).startsWith("Signature not yet current");
      default -> false;
    };
  }

  private static String said(AwsServiceException e) {
    return String.valueOf(
        e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage());
  }

  /// Whether the service said that it takes no more at the moment, and stored nothing.
  static boolean isThrottling(String code) {
    return switch (code) {
      case "ProvisionedThroughputExceededException",
          "LimitExceededException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "KMSThrottlingException" ->
          true;
      default -> false;
    };
  }

  /// Whether the request certainly never left this machine: no connection, or nothing to sign it
  /// with.
  static boolean neverLeft(SdkException e) {
    if (isAboutCredentials(e)) {
      return true;
    }
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ConnectException
          || at instanceof UnknownHostException
          || at instanceof NoRouteToHostException
          || at.getClass().getSimpleName().equals("ConnectTimeoutException")) {
        return true;
      }
    }
    return false;
  }

  /// Whether the same call may succeed later: the service is ill, or took too long.
  static boolean mayPass(AwsServiceException e) {
    return e.statusCode() >= 500
        || e.statusCode() == REQUEST_TIMEOUT
        || e.statusCode() == TOO_MANY_REQUESTS;
  }

  /// Whether reading may succeed later; a read can be repeated without harm.
  boolean readMayPass(SdkException e) {
    return e instanceof AwsServiceException refused
        ? isThrottling(code(refused)) || mayPass(refused) || isAboutClock(refused)
        : !isAboutCredentials(e);
  }

  /// The exception with its line.
  ///
  /// @param action the IAM action of the call
  KinesisException translate(SdkException e, String action) {
    String line =
        e instanceof AwsServiceException refused ? refusal(refused, action) : failure(e, action);
    return new KinesisException(oneLine(line), e);
  }

  /// An exception whose line begins with the stream.
  KinesisException line(String what) {
    return new KinesisException("stream %s at %s: %s".formatted(stream, place, what), null);
  }

  /// Why a put that may be tried again failed, in one line, for the log.
  String why(SdkException e) {
    if (e instanceof AwsServiceException refused) {
      if (isAboutClock(refused)) {
        return wrongClock(refused);
      }
      // The service's own doors answer with a bare 5xx, too.
      boolean isProxy = isOfSomebodyElse(refused) && refused.statusCode() < 500;
      return oneLine(code(refused)) + (isProxy ? IN_BETWEEN : "");
    }
    return oneLine(failure(e, "put"));
  }

  /// The line for a stream that is not there.
  String missing() {
    return "stream %s does not exist at %s: create it, or add --sink.create=SHARDS|on-demand"
        .formatted(stream, place);
  }

  /// The same line for somebody who wants to read the stream, and therefore not an empty new one.
  String missingForReader() {
    return "stream %s does not exist at %s: check its name, --sink.endpoint and --sink.region"
        .formatted(stream, place);
  }

  /// What was said, shortly.
  static String reason(SdkException e) {
    return e instanceof AwsServiceException refused ? code(refused) : rootMessage(e);
  }

  /// The exception for a shard that could not be read for too long.
  KinesisException gaveUp(String shard, SdkException e) {
    String line =
        "stream %s at %s: shard %s could not be read for %d s, %s: start again later"
            .formatted(stream, place, shard, KinesisLimits.READ_PATIENCE.toSeconds(), reason(e));
    return new KinesisException(oneLine(line), e);
  }

  private String refusal(AwsServiceException e, String action) {
    String code = code(e);
    String said = said(e);
    if (isAboutClock(e)) {
      return "stream %s at %s: %s".formatted(stream, place, wrongClock(e));
    }
    if (isOfSomebodyElse(e)) {
      return ("stream %s at %s: %s was answered with %s%s: check --sink.endpoint, the proxy and the"
              + " firewall")
          .formatted(stream, place, action, code, IN_BETWEEN);
    }
    return switch (code) {
      case "ResourceNotFoundException" -> missing();
      case "AccessDeniedException", "AccessDenied", "UnauthorizedOperation" ->
          "stream %s at %s: not allowed to call %s: grant that action on the stream (%s)"
              .formatted(stream, place, action, said);
      case "ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired" ->
          "stream %s at %s: the AWS session token has expired: renew it and start again"
              .formatted(stream, place);
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "AuthFailure",
          "OptInRequired" ->
          "stream %s at %s: the AWS credentials are not accepted, %s: %s"
              .formatted(stream, place, code, said);
      default -> "stream %s at %s: %s failed, %s: %s".formatted(stream, place, action, code, said);
    };
  }

  private static String wrongClock(AwsServiceException e) {
    return oneLine("this machine's clock is wrong, %s: %s".formatted(code(e), said(e)));
  }

  private String failure(SdkException e, String action) {
    if (isAboutCredentials(e)) {
      return noCredentials();
    }
    if (neverLeft(e)) {
      return "cannot reach %s: %s: check the network and --sink.endpoint"
          .formatted(place, rootMessage(e));
    }
    return "stream %s at %s: %s failed: %s".formatted(stream, place, action, rootMessage(e));
  }

  private static boolean isAboutCredentials(SdkException e) {
    return e instanceof SdkClientException
        && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  static String noCredentials() {
    return "no AWS credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a"
        + " profile with AWS_PROFILE, or run under a role";
  }

  /// What the innermost exception says, for whoever reads the line.
  static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name = root.getClass().getSimpleName();
    String message = root.getMessage();
    return oneLine(message == null ? name : name + ": " + message);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
