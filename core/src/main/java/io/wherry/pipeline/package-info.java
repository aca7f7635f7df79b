/// The flow: follow, encode, deliver, remember.
@org.jspecify.annotations.NullMarked
package io.wherry.pipeline;
