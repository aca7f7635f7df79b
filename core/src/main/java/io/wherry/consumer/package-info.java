/// Reading a stream back.
@org.jspecify.annotations.NullMarked
package io.wherry.consumer;
