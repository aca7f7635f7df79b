package io.wherry.sink.kinesis;

import io.wherry.sink.Identity;
import io.wherry.sink.WindowOptions;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// How a [KinesisSink] works.
///
/// @param stream the stream's name, for messages
/// @param aggregates whether many events share a record
/// @param window what may lie between the checkpoint and the reader
/// @param identity what tells events apart when they are read back
/// @param nanoTime the clock, in nanoseconds from anywhere
/// @param random for the jitter of pauses
public record KinesisSinkOptions(
    String stream,
    boolean aggregates,
    WindowOptions window,
    Identity identity,
    LongSupplier nanoTime,
    RandomGenerator random) {}
