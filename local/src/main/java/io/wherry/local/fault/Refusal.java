package io.wherry.local.fault;

/// An error that the service answers with, whatever was asked.
///
/// Source: Kinesis Data Streams API reference, "Common Errors".
public enum Refusal {
  /// It does not refuse.
  NONE,
  /// Status 500, `InternalFailure`.
  INTERNAL_FAILURE,
  /// `LimitExceededException`: asked too often.
  LIMIT_EXCEEDED,
  /// `AccessDeniedException`: no policy allows the action, or not any more.
  ACCESS_DENIED,
  /// `ExpiredTokenException`: the session that the request is signed for is over.
  EXPIRED_TOKEN,
  /// `InvalidSignatureException`: the clock of whoever signed is off by more than five minutes.
  SIGNATURE_EXPIRED
}
