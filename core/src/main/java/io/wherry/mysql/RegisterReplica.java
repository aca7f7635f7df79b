package io.wherry.mysql;

import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import io.wherry.bytes.ByteWriter;

/// Puts us on the server's list of replicas (`SHOW REPLICAS`), where people and other replicas see
/// which ids are taken.
///
/// ```text
///   | 15 | replica id, 4 | length, 1 | host | length, 1 | user | length, 1 | password |
///   | port, 2 | rank, 4 | source id, 4 |
/// ```
///
/// Host is the word `wherry`; the rest is empty, as for any replica without `report_host`. Source:
/// MySQL client/server protocol, "COM_REGISTER_SLAVE".
record RegisterReplica(long replicaId) implements Command {
  private static final int COM_REGISTER_SLAVE = 0x15;
  private static final String HOST = "wherry";

  @Override
  public byte[] toByteArray() {
    var out = new ByteWriter(32);
    out.write(COM_REGISTER_SLAVE);
    littleEndian(out, replicaId, 4);
    out.write(HOST.length());
    out.utf8(HOST);
    littleEndian(out, 0, 1 + 1 + 2 + 4 + 4);
    return out.copy();
  }

  static void littleEndian(ByteWriter out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(i < Long.BYTES ? (int) (value >>> (8 * i)) & 0xFF : 0);
    }
  }
}
