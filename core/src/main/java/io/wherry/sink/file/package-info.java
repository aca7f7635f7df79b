/// Records go to a file, a device or a named pipe.
@org.jspecify.annotations.NullMarked
package io.wherry.sink.file;
