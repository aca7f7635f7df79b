/// Which table looked how at which position: definitions read from the server, and the statements
/// that change them.
@org.jspecify.annotations.NullMarked
package io.wherry.schema;
