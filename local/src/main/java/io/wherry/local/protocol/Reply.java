package io.wherry.local.protocol;

/// What goes back to a client.
///
/// @param lost whether nothing goes back, but the connection is closed
/// @param share memory to give back with [Api#sent] when the body is not needed any more
public record Reply(int status, Wire wire, AnswerBuffer body, boolean lost, long share) {}
