/// How a change becomes the bytes of a record.
@org.jspecify.annotations.NullMarked
package io.wherry.format;
