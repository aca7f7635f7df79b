package io.wherry.kinesis;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What a put that failed as a whole means for its records.
record PutFailures(KinesisErrors errors) {
  /// Tells it for each record.
  ///
  /// @param action the IAM action of the call
  /// @throws KinesisException when no further try can succeed; then nothing was stored
  void tell(SdkException e, String action, int count, PutOutcomes outcomes) {
    if (e instanceof AwsServiceException refused) {
      String code = KinesisErrors.code(refused);
      if (KinesisErrors.isThrottling(code)) {
        for (int entry = 0; entry < count; entry++) {
          outcomes.throttled(entry);
        }
        return;
      }
      if (!KinesisErrors.mayPass(refused) && !KinesisErrors.isAboutClock(refused)) {
        throw errors.translate(e, action);
      }
    }
    boolean notStored =
        KinesisErrors.neverLeft(e)
            || (e instanceof AwsServiceException refused && KinesisErrors.isAboutClock(refused));
    String why = errors.why(e);
    for (int entry = 0; entry < count; entry++) {
      if (notStored) {
        outcomes.notStored(entry, why);
      } else {
        outcomes.unknown(entry, why);
      }
    }
  }
}
