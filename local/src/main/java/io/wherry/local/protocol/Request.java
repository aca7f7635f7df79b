package io.wherry.local.protocol;

/// What HTTP brought.
///
/// @param target the header `X-Amz-Target`, or empty
/// @param contentType the header, or empty
/// @param signed whether it has a signature; what it says is never checked
/// @param body its first `length` bytes count
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
public record Request(String target, String contentType, boolean signed, byte[] body, int length) {}
