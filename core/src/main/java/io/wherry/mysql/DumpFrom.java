package io.wherry.mysql;

import java.util.regex.Pattern;

/// Where the server is to start sending its log.
public sealed interface DumpFrom {
  /// The first log file the server still has; works with `REPLICATION SLAVE` alone.
  DumpFrom EARLIEST = new At("", At.FIRST);

  /// A byte in a log file where an event starts.
  ///
  /// @param file log file, or empty for the oldest there is
  /// @param position 4 (behind the magic number) to 2³² − 1, which is all that COM_BINLOG_DUMP can
  ///   say
  record At(String file, long position) implements DumpFrom {
    /// Where the first event of every file starts.
    public static final long FIRST = 4;

    /// The largest position COM_BINLOG_DUMP can carry.
    public static final long POSITION_MAX = 0xFFFF_FFFFL;

    /// @throws ServerException when the position cannot be said in the protocol
    public At {
      if (position < FIRST || position > POSITION_MAX) {
        throw new ServerException(
            ServerException.Kind.REFUSED,
            0,
            (file.isEmpty() ? "first file" : file)
                + ":"
                + position
                + ": a server can be asked for positions from 4 to 4294967295 only; start from a"
                + " GTID set or from the start of a file",
            null);
      }
    }
  }

  /// MySQL: everything outside a GTID set.
  ///
  /// @param executed the set already processed: `uuid:1-5:7,uuid2:1-3`, tags (`uuid:1-5:tag:1-2`)
  ///   included; empty means from the first transaction on
  record MysqlGtids(String executed) implements DumpFrom {
    /// @throws ServerException when it is not a GTID set
    public MysqlGtids {
      var _ = GtidSetBytes.encode(executed);
    }
  }

  /// MariaDB: everything behind a GTID position.
  ///
  /// @param position the last GTID processed of each domain: `0-1-100,1-2-50`; empty means from the
  ///   first transaction on
  record MariaGtids(String position) implements DumpFrom {
    private static final Pattern FORM =
        Pattern.compile("(\\s*\\d{1,10}-\\d{1,10}-\\d{1,20}\\s*(,(?=.)|$))*", Pattern.DOTALL);

    /// @throws ServerException when it is not a GTID position
    public MariaGtids {
      if (!FORM.matcher(position).matches()) {
        throw new ServerException(
            ServerException.Kind.REFUSED,
            0,
            "GTID position '"
                + position
                + "' is not DOMAIN-SERVER-NUMBER with commas in between, like 0-1-100,1-2-50",
            null);
      }
    }
  }
}
