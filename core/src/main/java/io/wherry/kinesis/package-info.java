/// One narrow client of the Amazon Kinesis Data Streams API; the AWS SDK is named in this room
/// alone.
@org.jspecify.annotations.NullMarked
package io.wherry.kinesis;
