package io.wherry.mysql;

/// One log file the server has.
///
/// @param name `binlog.000003`
/// @param size in bytes; of the file being written, as of the moment of asking
/// @param encrypted whether it is encrypted on the server's disk (it is sent in the clear)
public record BinlogFile(String name, long size, boolean encrypted) {}
