package io.wherry.local.protocol;

/// What goes back to a client.
///
/// @param lost whether nothing goes back, but the connection is closed
public record Reply(int status, Wire wire, AnswerBuffer body, boolean lost) {}
