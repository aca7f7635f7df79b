package io.wherry.local.stream;

/// A call that the service refuses, with the code and the message that it gives.
///
/// Source: Kinesis Data Streams API reference, "Common Errors" and the errors of each action.
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this alone
public final class ServiceError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int CLIENT = 400;
  private static final int SERVER = 500;

  private final String code;
  private final int status;

  private ServiceError(String code, int status, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /// One whose status is 400.
  public static ServiceError of(String code, String message) {
    return new ServiceError(code, CLIENT, message);
  }

  /// One whose status is 400 and whose code is `InvalidArgumentException`.
  public static ServiceError invalid(String message, Object... values) {
    return of("InvalidArgumentException", message.formatted(values));
  }

  /// One whose status is 400 and whose code is `ResourceNotFoundException`.
  public static ServiceError notFound(String message, Object... values) {
    return of("ResourceNotFoundException", message.formatted(values));
  }

  /// One whose status is 400 and whose code is `ResourceInUseException`.
  public static ServiceError inUse(String message, Object... values) {
    return of("ResourceInUseException", message.formatted(values));
  }

  /// One whose status is 500 and whose code is `InternalFailure`.
  public static ServiceError internal(String message) {
    return new ServiceError("InternalFailure", SERVER, message);
  }

  /// Name of the exception in the API.
  public String code() {
    return code;
  }

  /// HTTP status.
  public int status() {
    return status;
  }

  /// The message that the service gives.
  public String text() {
    return String.valueOf(getMessage());
  }
}
