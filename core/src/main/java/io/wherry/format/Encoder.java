package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;

/// Turns changes into the bytes of records, one at a time, by one thread.
///
/// A record is written in two steps, because whether it is the last of its transaction is known
/// only when the next row or the commit has been seen: [#begin] while the change is valid, [#end]
/// later, before the next `begin`.
public interface Encoder {
  /// The format's name and version, part of the configuration digest: `wherry/1`.
  String name();

  /// Appends the record of a change, all but its end.
  void begin(Change change, ByteWriter out);

  /// Appends the record of a statement, all but its end.
  void begin(LoggedStatement statement, ByteWriter out);

  /// Appends the end of the record begun last, with its newline.
  ///
  /// @param lastOfTransaction whether it is the transaction's last published record
  void end(boolean lastOfTransaction, ByteWriter out);

  /// Appends what tells the event of a record from others: the same whenever, and read from
  /// whichever server, the change is encoded; so without clock, server and place in the log, and
  /// whether or not the record is the last of its transaction. Two equal changes may have equal
  /// identities: whoever compares must count. Source: DELIVERY 6.
  ///
  /// @param encoded a whole record of this format, from `{` to its newline
  /// @throws IllegalArgumentException when it is no record of this format
  void identity(ByteSlice encoded, ByteWriter out);
}
