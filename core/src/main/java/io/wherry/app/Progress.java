package io.wherry.app;

/// How far a run has come.
///
/// @param rows published since it started
/// @param lagMillis from the newest event's commit to now; negative: not known yet
/// @param position where reading stands
/// @param inFlight records sent and not yet acknowledged
public record Progress(long rows, long lagMillis, String position, int inFlight) {}
