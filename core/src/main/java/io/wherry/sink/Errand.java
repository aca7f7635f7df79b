package io.wherry.sink;

/// One blocking call, on its way to the service or back: the machine decides on it, a carrier makes
/// it and notes in it what the service said.
public sealed interface Errand permits Request, ShardRead, ShardListing, DeadLetterWrite {}
