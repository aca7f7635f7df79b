/// Byte views, readers and writers: what every other room speaks in.
@org.jspecify.annotations.NullMarked
package io.wherry.bytes;
