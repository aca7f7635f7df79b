package io.wherry.pipeline;

/// How far a run is, for whoever watches it.
///
/// @param rows records acknowledged since the start of the run
/// @param lagMillis age of the newest event read; 0 when nothing is left to read or to acknowledge
/// @param position where the reader stands, as `file:offset`
/// @param inFlight records sent whose outcome is not known yet
/// @param behindTheirRow records that wait until an earlier one of their row is stored
public record Progress(
    long rows, long lagMillis, String position, int inFlight, long behindTheirRow) {}
