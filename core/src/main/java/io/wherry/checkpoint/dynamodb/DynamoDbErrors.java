package io.wherry.checkpoint.dynamodb;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// What the SDK's exceptions mean for a checkpoint, and the line that says what to do.
///
/// @param place the checkpoint's name
/// @param where the endpoint or the region
record DynamoDbErrors(String place, String where) {
  private static final int SERVER_ERROR = 500;
  private static final String CONDITION = "ConditionalCheckFailed";

  /// @param action the IAM action of the call
  CheckpointException translate(SdkException e, String action) {
    if (e instanceof TransactionCanceledException canceled) {
      return line(Kind.UNREACHABLE, action + " failed: " + reasons(canceled), e);
    }
    if (e instanceof AwsServiceException refused) {
      return refusal(refused, action);
    }
    if (isAboutCredentials(e)) {
      return new CheckpointException(noCredentials(), e);
    }
    return line(
        Kind.UNREACHABLE,
        "cannot reach DynamoDB at %s: %s: check the network and --checkpoint.endpoint"
            .formatted(where, rootMessage(e)),
        e);
  }

  /// Whether a transaction was refused because its first condition does not hold.
  static boolean isConditionOfLease(TransactionCanceledException e) {
    List<CancellationReason> reasons = e.cancellationReasons();
    return !reasons.isEmpty() && CONDITION.equals(reasons.getFirst().code());
  }

  private static String reasons(TransactionCanceledException e) {
    return String.join(", ", e.cancellationReasons().stream().map(r -> r.code()).toList());
  }

  private CheckpointException refusal(AwsServiceException e, String action) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? e.getClass().getSimpleName() : details.errorCode();
    String said = details == null ? "" : details.errorMessage();
    return switch (code) {
      case "AccessDeniedException", "AccessDenied", "UnauthorizedOperation" ->
          line(
              Kind.REFUSED,
              "not allowed to call %s: grant that action on the table (%s)".formatted(action, said),
              e);
      case "ExpiredTokenException", "ExpiredToken" ->
          line(Kind.REFUSED, "the AWS session token has expired: renew it and start again", e);
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          line(
              Kind.REFUSED,
              "the AWS credentials are not accepted, %s: %s".formatted(code, said),
              e);
      default ->
          line(
              mayPass(e, code) ? Kind.UNREACHABLE : Kind.REFUSED,
              "%s failed, %s: %s: see the table in DynamoDB".formatted(action, code, said),
              e);
    };
  }

  private static boolean mayPass(AwsServiceException e, String code) {
    return switch (code) {
      case "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "RequestLimitExceeded",
          "LimitExceededException",
          "TransactionConflictException",
          "TransactionInProgressException",
          "ResourceInUseException" ->
          true;
      default -> e.statusCode() >= SERVER_ERROR;
    };
  }

  CheckpointException line(Kind kind, String what, @Nullable Throwable cause) {
    String line = "checkpoint %s: %s".formatted(place, what);
    return new CheckpointException(kind, line.replaceAll("\\s*\\R\\s*", " ").strip(), cause);
  }

  static boolean isAboutCredentials(SdkException e) {
    return e instanceof SdkClientException
        && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  private String noCredentials() {
    return "checkpoint "
        + place
        + ": no AWS credentials found: set AWS_ACCESS_KEY_ID and"
        + " AWS_SECRET_ACCESS_KEY, or name a profile with AWS_PROFILE, or run under a role";
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
