package io.wherry.format.maxwell;

/// What a record contains. Names, meanings and defaults are those of Maxwell's reference, section
/// "formatting".
///
/// @param binlogPosition `position`: where the transaction starts in the log
/// @param gtidPosition `gtid`: the transaction's GTID, where it has one
/// @param commitInfo `xid`, and `commit` in the last record of a transaction
/// @param xoffset `xoffset`: number of the row in its transaction, from 0, where `commit` is not
/// @param nulls members whose value is NULL
/// @param serverId `server_id` of the server the change was first made on
/// @param threadId `thread_id`: connection id of the session that made it, where the log says it
/// @param primaryKeys `primary_key`: the values of the key's columns
/// @param primaryKeyColumns `primary_key_columns`: their names
/// @param nullZerodates NULL instead of zero dates
/// @param rowQuery `query`: the statement that changed the row, where the log has it
public record MaxwellOptions(
    boolean binlogPosition,
    boolean gtidPosition,
    boolean commitInfo,
    boolean xoffset,
    boolean nulls,
    boolean serverId,
    boolean threadId,
    boolean primaryKeys,
    boolean primaryKeyColumns,
    boolean nullZerodates,
    boolean rowQuery) {
  /// What Maxwell writes unless told otherwise.
  public static final MaxwellOptions DEFAULT =
      new MaxwellOptions(false, false, true, false, true, false, false, false, false, false, false);
}
