package io.wherry.sink.s3;

import io.wherry.sink.SinkException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK's exceptions mean, and the line that says what to do.
final class S3Errors {
  private static final int SERVER_ERROR = 500;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String MEND = "mend that, or use another --oversize.dead-letter";

  private final BucketOptions options;

  S3Errors(BucketOptions options) {
    this.options = options;
  }

  /// Whether the same call may succeed later: nobody answers, or the service is ill or busy.
  boolean mayPass(SdkException e) {
    if (!(e instanceof AwsServiceException refused)) {
      return !isAboutCredentials(e);
    }
    int status = refused.statusCode();
    return status >= SERVER_ERROR
        || status == REQUEST_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || switch (code(refused)) {
          case "RequestTimeout", "RequestTimeTooSkewed", "SlowDown", "OperationAborted" -> true;
          default -> false;
        };
  }

  /// The exception with its line.
  ///
  /// @param action the IAM action of the call
  SinkException translate(SdkException e, String action) {
    return new SinkException(line(e, action), e);
  }

  SinkException noBucket(SdkException e) {
    return new SinkException(noBucket(), e);
  }

  private String noBucket() {
    return "dead letter %s: there is no bucket %s%s: create it, or use another"
            .formatted(options, options.bucket(), place())
        + " --oversize.dead-letter";
  }

  private String place() {
    return options.endpoint() == null ? "" : " at " + options.endpoint();
  }

  /// The line for what failed.
  String line(SdkException e, String action) {
    if (e instanceof AwsServiceException refused) {
      return oneLine(refusal(refused, action));
    }
    if (isAboutCredentials(e)) {
      return "dead letter %s: no AWS credentials found: set AWS_ACCESS_KEY_ID and"
              .formatted(options)
          + " AWS_SECRET_ACCESS_KEY, or name a profile with AWS_PROFILE, or run under a role";
    }
    String where = options.endpoint() == null ? "S3" : options.endpoint().toString();
    return oneLine(
        "dead letter %s: cannot reach %s: %s: check the network and --oversize.endpoint"
            .formatted(options, where, rootMessage(e)));
  }

  private String refusal(AwsServiceException e, String action) {
    String code = code(e);
    return switch (code) {
      case "NoSuchBucket" -> noBucket();
      case "AccessDenied", "AllAccessDisabled", "HTTP status 403" ->
          "dead letter %s: not allowed to call %s: grant that action on %s* (%s)"
              .formatted(options, action, options, said(e));
      case "ExpiredToken", "TokenRefreshRequired" ->
          "dead letter %s: the AWS session token has expired: renew it and start again"
              .formatted(options);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
          "dead letter %s: the AWS credentials are not accepted%s, %s: %s"
              .formatted(options, place(), code, said(e));
      default ->
          "dead letter %s: %s failed%s, %s: %s: %s"
              .formatted(options, action, place(), code, said(e), MEND);
    };
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null || code.isEmpty() ? "HTTP status " + e.statusCode() : code;
  }

  private static String said(AwsServiceException e) {
    String said = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return said == null || said.isEmpty() ? "HTTP status " + e.statusCode() : said;
  }

  private static boolean isAboutCredentials(SdkException e) {
    return e instanceof SdkClientException
        && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name = root.getClass().getSimpleName();
    return root.getMessage() == null ? name : name + ": " + root.getMessage();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
