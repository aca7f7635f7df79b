package io.wherry.column;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a column's values lie in a row image: the type's number in a TABLE_MAP, its SQL name, and
/// how many bytes of metadata it has there.
///
/// Source: MySQL 9 source documentation, "Table_map_event", table of types; MariaDB's compressed
/// ones from its Knowledge Base, "Storage-Engine Independent Column Compression".
public enum StorageType {
  TINY(1, "TINYINT", 0),
  SHORT(2, "SMALLINT", 0),
  LONG(3, "INT", 0),
  FLOAT(4, "FLOAT", 1),
  DOUBLE(5, "DOUBLE", 1),
  NULL(6, "NULL", 0),
  OLD_TIMESTAMP(7, "TIMESTAMP", 0),
  LONGLONG(8, "BIGINT", 0),
  INT24(9, "MEDIUMINT", 0),
  DATE(10, "DATE", 0),
  OLD_TIME(11, "TIME", 0),
  OLD_DATETIME(12, "DATETIME", 0),
  YEAR(13, "YEAR", 0),
  NEWDATE(14, "DATE", 0),
  VARCHAR(15, "VARCHAR", 2),
  BIT(16, "BIT", 2),
  TIMESTAMP(17, "TIMESTAMP", 1),
  DATETIME(18, "DATETIME", 1),
  TIME(19, "TIME", 1),
  TYPED_ARRAY(20, "array", 0),
  BLOB_COMPRESSED(140, "BLOB COMPRESSED", 1),
  VARCHAR_COMPRESSED(141, "VARCHAR COMPRESSED", 2),
  VECTOR(242, "VECTOR", 1),
  JSON(245, "JSON", 1),
  DECIMAL(246, "DECIMAL", 2),
  ENUM(247, "ENUM", 2),
  SET(248, "SET", 2),
  TINY_BLOB(249, "TINYBLOB", 1),
  MEDIUM_BLOB(250, "MEDIUMBLOB", 1),
  LONG_BLOB(251, "LONGBLOB", 1),
  BLOB(252, "BLOB", 1),
  VAR_STRING(253, "VARCHAR", 2),
  STRING(254, "CHAR", 2),
  GEOMETRY(255, "GEOMETRY", 1);

  private static final @Nullable StorageType[] BY_NUMBER = new @Nullable StorageType[256];

  static {
    for (StorageType type : values()) {
      BY_NUMBER[type.number] = type;
    }
  }

  private static final Set<StorageType> NUMERIC =
      EnumSet.of(TINY, SHORT, INT24, LONG, LONGLONG, DECIMAL, FLOAT, DOUBLE, YEAR);
  private static final Set<StorageType> CHARACTER =
      EnumSet.of(
          STRING,
          VAR_STRING,
          VARCHAR,
          BLOB,
          TINY_BLOB,
          MEDIUM_BLOB,
          LONG_BLOB,
          BLOB_COMPRESSED,
          VARCHAR_COMPRESSED);

  private static final Set<StorageType> LARGE =
      EnumSet.of(BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB_COMPRESSED, JSON, GEOMETRY, VECTOR);

  private final int number;
  private final String sql;
  private final int metadataBytes;

  StorageType(int number, String sql, int metadataBytes) {
    this.number = number;
    this.sql = sql;
    this.metadataBytes = metadataBytes;
  }

  /// The type with a number of 0 to 255, or null.
  public static @Nullable StorageType of(int number) {
    return BY_NUMBER[number];
  }

  /// Its name in SQL, without length or sign.
  public String sql() {
    return sql;
  }

  /// Bytes of metadata in a TABLE_MAP.
  public int metadataBytes() {
    return metadataBytes;
  }

  /// Whether it counts as a number where a TABLE_MAP lists which are unsigned. YEAR does; tried on
  /// MySQL 9.7.4 and MariaDB 10.11.18.
  public boolean numeric() {
    return NUMERIC.contains(this);
  }

  /// Whether it is a temporal type in the format before MySQL 5.6.
  public boolean oldTemporal() {
    return this == OLD_TIMESTAMP || this == OLD_TIME || this == OLD_DATETIME;
  }

  /// Whether its values may be compressed one by one.
  boolean compressed() {
    return this == BLOB_COMPRESSED || this == VARCHAR_COMPRESSED;
  }

  /// Whether `binlog_row_image=NOBLOB` leaves it out.
  public boolean large() {
    return LARGE.contains(this);
  }

  /// Whether it has a charset in a TABLE_MAP (that of binary data is `binary`). The families count
  /// differently: tried on MySQL 9.7.4, MariaDB 10.11.18 and 11.8.9.
  public boolean character(boolean mariadb) {
    return CHARACTER.contains(this) || this == (mariadb ? GEOMETRY : VECTOR);
  }
}
