/// Records go to an Amazon Kinesis data stream.
@org.jspecify.annotations.NullMarked
package io.wherry.sink.kinesis;
