package io.wherry.binlog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Every event type there is: its number, and what becomes of it.
///
/// Source: MySQL 9 source documentation, "Binary log event types"; MariaDB Knowledge Base, "Binlog
/// event types" (from 160 on).
enum EventCode {
  START_V3(1, Remedy.TOO_OLD),
  QUERY(2, EventType.QUERY),
  STOP(3, EventType.PASSED),
  ROTATE(4, EventType.ROTATE),
  // These three set what the statement behind them uses; a statement that changes rows is found by
  // its own QUERY event.
  INTVAR(5, EventType.PASSED),
  LOAD(6, Remedy.TOO_OLD),
  SLAVE(7, Remedy.TOO_OLD),
  CREATE_FILE(8, Remedy.TOO_OLD),
  // The file of a LOAD DATA that is logged as a statement comes in blocks in front of it, and is
  // thrown away when the statement failed.
  APPEND_BLOCK(9, EventType.PASSED),
  EXEC_LOAD(10, Remedy.TOO_OLD),
  DELETE_FILE(11, EventType.PASSED),
  NEW_LOAD(12, Remedy.TOO_OLD),
  RAND(13, EventType.PASSED),
  USER_VAR(14, EventType.PASSED),
  FORMAT_DESCRIPTION(15, EventType.FORMAT_DESCRIPTION),
  XID(16, EventType.XID),
  BEGIN_LOAD_QUERY(17, EventType.PASSED),
  EXECUTE_LOAD_QUERY(18, EventType.QUERY),
  TABLE_MAP(19, EventType.TABLE_MAP),
  PRE_GA_WRITE_ROWS(20, Remedy.TOO_OLD),
  PRE_GA_UPDATE_ROWS(21, Remedy.TOO_OLD),
  PRE_GA_DELETE_ROWS(22, Remedy.TOO_OLD),
  WRITE_ROWS_V1(23, EventType.ROWS),
  UPDATE_ROWS_V1(24, EventType.ROWS),
  DELETE_ROWS_V1(25, EventType.ROWS),
  INCIDENT(26, "changes are missing from the log"),
  HEARTBEAT(27, EventType.HEARTBEAT),
  IGNORABLE(28, EventType.PASSED),
  ROWS_QUERY(29, EventType.ROWS_QUERY),
  WRITE_ROWS(30, EventType.ROWS),
  UPDATE_ROWS(31, EventType.ROWS),
  DELETE_ROWS(32, EventType.ROWS),
  GTID(33, EventType.GTID),
  ANONYMOUS_GTID(34, EventType.GTID),
  PREVIOUS_GTIDS(35, EventType.PASSED),
  TRANSACTION_CONTEXT(36, EventType.PASSED),
  VIEW_CHANGE(37, EventType.PASSED),
  XA_PREPARE(38, EventType.XA_PREPARE),
  PARTIAL_UPDATE_ROWS(39, EventType.ROWS),
  TRANSACTION_PAYLOAD(40, EventType.TRANSACTION_PAYLOAD),
  HEARTBEAT_V2(41, EventType.HEARTBEAT),
  GTID_TAGGED(42, EventType.GTID),
  ANNOTATE_ROWS(160, EventType.ROWS_QUERY),
  BINLOG_CHECKPOINT(161, EventType.PASSED),
  MARIADB_GTID(162, EventType.GTID),
  GTID_LIST(163, EventType.PASSED),
  // The server decrypts what it sends, and sends no such event (MariaDB Knowledge Base). In a file
  // read from the disk, what follows is ciphertext and fails its checksum.
  START_ENCRYPTION(164, EventType.PASSED),
  QUERY_COMPRESSED(165, EventType.QUERY),
  WRITE_ROWS_COMPRESSED_V1(166, EventType.ROWS),
  UPDATE_ROWS_COMPRESSED_V1(167, EventType.ROWS),
  DELETE_ROWS_COMPRESSED_V1(168, EventType.ROWS),
  WRITE_ROWS_COMPRESSED(169, EventType.ROWS),
  UPDATE_ROWS_COMPRESSED(170, EventType.ROWS),
  DELETE_ROWS_COMPRESSED(171, EventType.ROWS);

  private static final @Nullable EventCode[] BY_NUMBER = new @Nullable EventCode[256];

  static {
    for (EventCode code : values()) {
      BY_NUMBER[code.number] = code;
    }
  }

  private final int number;
  private final @Nullable EventType type;
  private final String remedy;

  EventCode(int number, EventType type) {
    this.number = number;
    this.type = type;
    this.remedy = "";
  }

  EventCode(int number, String remedy) {
    this.number = number;
    this.type = null;
    this.remedy = remedy;
  }

  /// The type with a number of 0 to 255, or null.
  static @Nullable EventCode of(int number) {
    return BY_NUMBER[number];
  }

  /// The name for messages: as the manual spells it, or `event type N`.
  static String name(int number) {
    EventCode code = of(number);
    return code == null
        ? "event type " + number
        : code.name().replace("MARIADB_", "").toUpperCase(Locale.ROOT);
  }

  /// What a reader says of it; null for what must not be passed over.
  @Nullable EventType type() {
    return type;
  }

  /// Where [#type()] is null: why, and which setting to change.
  String remedy() {
    return remedy;
  }

  /// Why an event stops the stream.
  private static final class Remedy {
    static final String TOO_OLD = "written by a server older than 5.6, which is not read";

    private Remedy() {}
  }
}
