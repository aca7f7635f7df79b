package io.wherry.change;

/// A column of a table at some position of the log.
///
/// @param index place in the table, from 0
/// @param name as the server shows it
/// @param nullable whether it may hold SQL NULL
public record Column(int index, String name, ColumnType type, boolean nullable) {}
