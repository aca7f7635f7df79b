package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.column.CharacterSet;
import io.wherry.column.Collations;
import org.jspecify.annotations.Nullable;

/// A statement, as text. In a log of rows: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, XA, and all DDL.
///
/// ```text
///   0        4         8               9       11            13
///   | thread | time | schema length | error | vars length | status variables | schema | 0 | SQL |
/// ```
///
/// EXECUTE_LOAD_QUERY, a LOAD DATA that is logged as a statement, has 13 bytes more in front of the
/// status variables: which file, and where in the statement its name stands.
///
/// Status variables are a kind in one byte and a value whose length the kind says; a server may add
/// kinds, so reading ends at the first unknown one. The SQL of a QUERY_COMPRESSED is [Inflated].
/// Source: MySQL internals, "QUERY_EVENT".
public final class QueryEvent {
  private static final int LOAD_BYTES = 13;
  private static final int FLAGS = 0;
  private static final int SQL_MODE = 1;
  private static final int CATALOG_WITH_ZERO = 2;
  private static final int AUTO_INCREMENT = 3;
  private static final int CHARSET = 4;
  private static final int TIME_ZONE = 5;
  private static final int CATALOG = 6;
  private static final int TIME_NAMES = 7;
  private static final int CHARSET_DATABASE = 8;
  private static final int TABLE_MAP_FOR_UPDATE = 9;
  private static final int DATA_WRITTEN = 10;
  private static final int INVOKER = 11;
  private static final int UPDATED_DATABASES = 12;
  private static final int MICROSECONDS = 13;
  private static final int EXPLICIT_TIMESTAMPS = 16;
  private static final int DDL_XID = 17;
  private static final int UTF8MB4_COLLATION = 18;

  /// The count of databases that means "too many to name".
  private static final int TOO_MANY_DATABASES = 254;

  /// A bit of MariaDB's flags: `explicit_defaults_for_timestamp`. Tried on 10.11.18 and 11.8.9.
  private static final long EXPLICIT_TIMESTAMPS_FLAG = 1L << 24;

  private final FormatDescription writer;
  private final ByteReader variables = new ByteReader();
  private final ByteSlice schema = new ByteSlice();
  private final ByteSlice sql = new ByteSlice();
  private final ByteSlice status = new ByteSlice();
  private final Inflated inflated;
  private long threadId;
  private int errorCode;
  private long sqlMode;
  private int collation;
  private int connectionCollation;
  private int serverCollation;
  private boolean saysTimestamps;
  private boolean explicitTimestamps;

  /// @param inflated room for the text of a compressed one
  QueryEvent(FormatDescription writer, Inflated inflated) {
    this.writer = writer;
    this.inflated = inflated;
  }

  void read(ByteReader in, EventCode code) {
    threadId = in.uint32();
    in.skip(4);
    int schemaLength = in.uint8();
    errorCode = in.uint16();
    int variablesLength = in.uint16();
    if (code == EventCode.EXECUTE_LOAD_QUERY) {
      in.skip(LOAD_BYTES);
    }
    in.slice(variablesLength, status);
    in.slice(schemaLength, schema);
    in.skip(1);
    if (code == EventCode.QUERY_COMPRESSED) {
      inflated.read(in.array(), in.position(), in.position() + in.remaining());
      sql.wrap(inflated.array(), 0, inflated.length());
    } else {
      in.slice(in.remaining(), sql);
    }
    sqlMode = 0;
    collation = 0;
    connectionCollation = 0;
    serverCollation = 0;
    saysTimestamps = false;
    explicitTimestamps = false;
    readVariables(variables.wrap(status));
  }

  private void readVariables(ByteReader in) {
    while (in.remaining() > 0) {
      switch (in.uint8()) {
        case FLAGS -> {
          long flags = in.uint32();
          saysTimestamps = writer.mariadb();
          explicitTimestamps = (flags & EXPLICIT_TIMESTAMPS_FLAG) != 0;
        }
        case SQL_MODE -> sqlMode = in.int64();
        case CATALOG_WITH_ZERO -> in.skip(in.uint8() + 1);
        case AUTO_INCREMENT, DATA_WRITTEN -> in.skip(4);
        case TIME_ZONE, CATALOG -> in.skip(in.uint8());
        case CHARSET -> {
          collation = in.uint16();
          connectionCollation = in.uint16();
          serverCollation = in.uint16();
        }
        case TIME_NAMES, CHARSET_DATABASE, UTF8MB4_COLLATION -> in.skip(2);
        case TABLE_MAP_FOR_UPDATE, DDL_XID -> in.skip(8);
        case INVOKER -> {
          in.skip(in.uint8());
          in.skip(in.uint8());
        }
        case UPDATED_DATABASES -> passOverNames(in);
        case MICROSECONDS -> in.skip(3);
        case EXPLICIT_TIMESTAMPS -> {
          saysTimestamps = true;
          explicitTimestamps = in.uint8() != 0;
        }
        default -> {
          return;
        }
      }
    }
  }

  private static void passOverNames(ByteReader in) {
    int count = in.uint8();
    for (int i = 0; count != TOO_MANY_DATABASES && i < count; i++) {
      while (in.uint8() != 0) {}
    }
  }

  /// Connection id of the session that ran it, on the server it first ran on.
  public long threadId() {
    return threadId;
  }

  /// The default database of the session; empty where it had none.
  public String schema() {
    return schema.utf8();
  }

  /// The statement's bytes, in the charset of [#charset()].
  public ByteSlice sql() {
    return sql;
  }

  /// The statement as an object; what its charset cannot decode becomes U+FFFD.
  public String sqlText() {
    String name = charset();
    CharacterSet set = name == null ? null : CharacterSet.named(name);
    return set == null ? sql.utf8() : set.text(sql);
  }

  /// Whether it is `BEGIN` and nothing else. Makes no object.
  public boolean isBegin() {
    return is("BEGIN");
  }

  /// Whether it is `COMMIT` and nothing else: the end of a transaction on tables without
  /// transactions. Makes no object.
  public boolean isCommit() {
    return is("COMMIT");
  }

  /// Whether it is `ROLLBACK` and nothing else. Makes no object.
  public boolean isRollback() {
    return is("ROLLBACK");
  }

  private boolean is(String upperCase) {
    if (sql.length() != upperCase.length()) {
      return false;
    }
    for (int i = 0; i < upperCase.length(); i++) {
      if ((sql.at(i) & ~0x20) != upperCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The server's name of the statement's charset (`character_set_client`), or null where the event
  /// does not say.
  public @Nullable String charset() {
    return named(collation);
  }

  /// The charset of the session's `collation_connection`, to which strings in the statement are
  /// turned; null where the event does not say.
  public @Nullable String connectionCharset() {
    return named(connectionCollation);
  }

  /// The charset of the session's `collation_server`, which a database gets by default; null where
  /// the event does not say.
  public @Nullable String serverCharset() {
    return named(serverCollation);
  }

  private @Nullable String named(int number) {
    return number == 0 ? null : Collations.charset(number, writer.mariadb());
  }

  /// The session's `explicit_defaults_for_timestamp`; null where the event does not say.
  public @Nullable Boolean explicitTimestamps() {
    return saysTimestamps ? (Boolean) explicitTimestamps : null;
  }

  /// The session's `sql_mode` bits, 0 where the event does not say.
  public long sqlMode() {
    return sqlMode;
  }

  /// The error the statement ended with on the server, 0 for none.
  public int errorCode() {
    return errorCode;
  }
}
