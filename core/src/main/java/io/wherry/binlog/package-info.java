/// The binary log's bytes, read as events: pure, without a socket, a clock or a log.
///
/// Start reading at [io.wherry.binlog.EventReader].
@org.jspecify.annotations.NullMarked
package io.wherry.binlog;
