/// Records go to standard output.
@org.jspecify.annotations.NullMarked
package io.wherry.sink.stdout;
