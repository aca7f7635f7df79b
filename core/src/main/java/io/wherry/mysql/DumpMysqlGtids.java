package io.wherry.mysql;

import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import io.wherry.bytes.ByteWriter;

/// Asks a MySQL server for everything outside a GTID set.
///
/// ```text
///   | 1e | flags, 2 | replica id, 4 | name length, 4 | name | position, 8 | set length, 4 | set |
/// ```
///
/// The flags say that the set counts; then file name (empty) and position (4) do not. Ours, as the
/// connector's own command cannot say tags. Source: MySQL internals, "COM_BINLOG_DUMP_GTID".
record DumpMysqlGtids(long replicaId, String executed) implements Command {
  private static final int COM_BINLOG_DUMP_GTID = 0x1E;
  private static final int THROUGH_GTID = 0x04;

  @Override
  public byte[] toByteArray() {
    byte[] set = GtidSetBytes.encode(executed);
    var out = new ByteWriter(set.length + 32);
    out.write(COM_BINLOG_DUMP_GTID);
    RegisterReplica.littleEndian(out, THROUGH_GTID, 2);
    RegisterReplica.littleEndian(out, replicaId, 4);
    RegisterReplica.littleEndian(out, 0, 4);
    RegisterReplica.littleEndian(out, DumpFrom.At.FIRST, 8);
    RegisterReplica.littleEndian(out, set.length, 4);
    out.write(set);
    return out.copy();
  }
}
