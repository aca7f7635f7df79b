package io.wherry.sink.kinesis;

import io.wherry.sink.DeadLetter;
import io.wherry.sink.Identity;
import io.wherry.sink.WindowOptions;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How a [KinesisSink] works.
///
/// @param stream the stream's name, for messages
/// @param aggregates whether many events share a record
/// @param strict whether each record is put by itself, after the one before it in its shard
/// @param window what may lie between the checkpoint and the reader
/// @param identity what tells events apart when they are read back
/// @param deadLetter where records go that are too large, closed with the sink; null to stop there
/// @param mayPut throws when this run must send no more; asked before each put, on any thread,
///   until its last bytes leave
/// @param aloneSince what the clock said when no earlier run could send any more
/// @param nanoTime the clock, in nanoseconds from anywhere
/// @param random for the jitter of pauses
public record KinesisSinkOptions(
    String stream,
    boolean aggregates,
    boolean strict,
    WindowOptions window,
    Identity identity,
    @Nullable DeadLetter deadLetter,
    Runnable mayPut,
    long aloneSince,
    LongSupplier nanoTime,
    RandomGenerator random) {}
