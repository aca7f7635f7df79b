/// Records that are too large for the stream go to a bucket of S3, or of what speaks like it.
@org.jspecify.annotations.NullMarked
package io.wherry.sink.s3;
