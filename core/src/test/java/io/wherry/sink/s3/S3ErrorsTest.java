package io.wherry.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What only AWS itself says; the rest is in the test with a server.
class S3ErrorsTest {
  private final S3Errors errors = new S3Errors(BucketOptions.parse("s3://dead/rows"));

  private static S3Exception refusal(int status, String code, String message) {
    var details = AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    var e = refusal(403, "AccessDenied", "Access Denied");
    assertThat(errors.mayPass(e)).isFalse();
    assertThat(errors.line(e, "s3:PutObject"))
        .isEqualTo(
            "dead letter s3://dead/rows/: not allowed to call s3:PutObject: grant that action on"
                + " s3://dead/rows/* (Access Denied)");
  }

  @Test
  void anExpiredSessionEndsTheRun() {
    var e = refusal(400, "ExpiredToken", "The provided token has expired.");
    assertThat(errors.mayPass(e)).isFalse();
    assertThat(errors.line(e, "s3:PutObject"))
        .isEqualTo(
            "dead letter s3://dead/rows/: the AWS session token has expired: renew it and start"
                + " again");
  }

  @Test
  void aServiceThatIsBusyOrIllMayBeAskedAgain() {
    assertThat(errors.mayPass(refusal(503, "SlowDown", "Please reduce your request rate.")))
        .isTrue();
    assertThat(errors.mayPass(refusal(500, "InternalError", "We encountered an error."))).isTrue();
    assertThat(errors.mayPass(refusal(400, "RequestTimeout", "Idle connections"))).isTrue();
    assertThat(errors.mayPass(refusal(405, "", ""))).isFalse();
    assertThat(errors.line(refusal(405, "", ""), "s3:PutObject"))
        .isEqualTo(
            "dead letter s3://dead/rows/: s3:PutObject failed, HTTP status 405: HTTP status 405:"
                + " mend that, or use another --oversize.dead-letter");
  }
}
