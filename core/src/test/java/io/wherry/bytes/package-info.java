/// Tests of bytes.
@org.jspecify.annotations.NullMarked
package io.wherry.bytes;
