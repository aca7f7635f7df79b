package io.wherry.kinesis;

/// These bytes are no protobuf message of the expected form; never leaves this room.
final class MalformedFields extends RuntimeException {
  MalformedFields(String message) {
    super(message, null, false, false);
  }
}
