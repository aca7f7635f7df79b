/// The message that consumers of Maxwell's daemon know, written from its documentation.
@org.jspecify.annotations.NullMarked
package io.wherry.format.maxwell;
