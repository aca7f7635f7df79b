package io.wherry.schema;

import java.util.Locale;
import java.util.Set;

/// Options of a table that may be written without an equals sign.
///
/// Source: MySQL 9 Reference Manual, "CREATE TABLE Statement"; MariaDB, "CREATE TABLE".
final class TableOptions {
  private static final Set<String> KNOWN =
      Set.of(
          "AUTOEXTEND_SIZE",
          "AUTO_INCREMENT",
          "AVG_ROW_LENGTH",
          "CHECKSUM",
          "COMMENT",
          "COMPRESSION",
          "CONNECTION",
          "DATA",
          "DELAY_KEY_WRITE",
          "ENCRYPTION",
          "ENGINE",
          "ENGINE_ATTRIBUTE",
          "INDEX",
          "INSERT_METHOD",
          "KEY_BLOCK_SIZE",
          "MAX_ROWS",
          "MIN_ROWS",
          "PACK_KEYS",
          "PAGE_CHECKSUM",
          "PASSWORD",
          "RAID_TYPE",
          "ROW_FORMAT",
          "SECONDARY_ENGINE",
          "SECONDARY_ENGINE_ATTRIBUTE",
          "SEQUENCE",
          "STATS_AUTO_RECALC",
          "STATS_PERSISTENT",
          "STATS_SAMPLE_PAGES",
          "STORAGE",
          "TABLESPACE",
          "TABLE_CHECKSUM",
          "TRANSACTIONAL",
          "TYPE",
          "UNION");

  private TableOptions() {}

  static boolean known(String word) {
    return KNOWN.contains(word.toUpperCase(Locale.ROOT));
  }
}
