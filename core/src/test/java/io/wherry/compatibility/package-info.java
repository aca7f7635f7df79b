/// What clients of Kinesis rely on, asked of every service that says it is one: the stream on one
/// machine, and an emulator that is not ours, so that a misreading of ours does not confirm itself.
@org.jspecify.annotations.NullMarked
package io.wherry.compatibility;
