/// What a user sees: the program, real servers, and what arrives, compared with what the server
/// holds.
@org.jspecify.annotations.NullMarked
package io.wherry.acceptance;
