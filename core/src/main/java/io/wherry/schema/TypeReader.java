package io.wherry.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a data type where a column's definition has it, with all the names that it may have.
///
/// ```text
///   INT4(10) UNSIGNED      NATIONAL CHAR VARYING(10)      ENUM('a', x'62') CHARSET latin1
/// ```
///
/// Source: MySQL 9 Reference Manual, "Data Types", "Using Data Types from Other Database Engines";
/// MariaDB, "Data Types", "SQL_MODE=ORACLE".
final class TypeReader {
  private static final long REAL_AS_FLOAT = 1;
  private static final long ORACLE = 1L << 9;
  private static final long MAXDB = 1L << 12;
  private static final int FLOAT_BITS_MAX = 24;
  private static final int LABELS_MAX = 65_535;
  private static final int LENGTH_DIGITS_MAX = 10;
  private static final int VECTOR_DIMENSIONS = 2048;
  private static final String NATIONAL = "utf8mb3";

  private final SqlTokens tokens;
  private final ServerTraits server;
  private final StatementContext context;

  TypeReader(SqlTokens tokens, ServerTraits server, StatementContext context) {
    this.tokens = tokens;
    this.server = server;
    this.context = context;
  }

  /// Reads a type with UNSIGNED and the like, and its charset if that stands right behind it.
  DataType read() throws NotFollowed {
    String word = tokens.keyword();
    String written = tokens.text();
    tokens.advance();
    DataType number = number(word);
    DataType type = number == null ? text(word) : number;
    type = type == null ? other(word) : type;
    if (type == null) {
      throw new NotFollowed("unknown type " + NotFollowed.quoted(written));
    }
    return type;
  }

  private @Nullable DataType number(String word) throws NotFollowed {
    return switch (word) {
      case "TINYINT", "INT1" -> integer("tinyint");
      case "BOOL", "BOOLEAN" -> DataType.plain("tinyint", "(1)");
      case "SMALLINT", "INT2" -> integer("smallint");
      case "MEDIUMINT", "INT3", "MIDDLEINT" -> integer("mediumint");
      case "INT", "INTEGER", "INT4" -> integer("int");
      case "BIGINT", "INT8" -> integer("bigint");
      case "SERIAL" -> DataType.plain("bigint", " unsigned");
      case "DECIMAL", "NUMERIC", "DEC", "FIXED" -> decimal();
      case "NUMBER" -> number();
      case "FLOAT" -> floating();
      case "FLOAT4" -> real("float");
      case "FLOAT8" -> real("double");
      case "DOUBLE" -> {
        tokens.passed("PRECISION");
        yield real("double");
      }
      case "REAL" -> real(has(REAL_AS_FLOAT) ? "float" : "double");
      case "BIT" -> DataType.plain("bit", "(" + numbers().get(0, 1) + ")");
      default -> null;
    };
  }

  private @Nullable DataType other(String word) throws NotFollowed {
    return switch (word) {
      case "DATE" -> DataType.plain(oracle() ? "datetime" : "date", "");
      case "TIME" -> temporal("time");
      case "DATETIME" -> temporal("datetime");
      case "TIMESTAMP" -> temporal(has(MAXDB) ? "datetime" : "timestamp");
      case "YEAR" -> year();
      case "BINARY" -> bytes("binary", 1);
      case "VARBINARY" -> bytes("varbinary", 0);
      case "RAW" -> server.mariadb() ? bytes("varbinary", 0) : null;
      case "TINYBLOB", "MEDIUMBLOB", "LONGBLOB" ->
          DataType.plain(word.toLowerCase(Locale.ROOT), "");
      case "BLOB" -> oracle() ? blob("longblob") : blob("blob");
      case "JSON" -> json();
      case "GEOMETRY",
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION" ->
          DataType.plain(word.toLowerCase(Locale.ROOT), "");
      case "GEOMCOLLECTION" -> DataType.plain("geomcollection", "");
      case "VECTOR" -> DataType.plain("vector", "(" + numbers().get(0, VECTOR_DIMENSIONS) + ")");
      // Types that cannot be read make the table one that cannot be published, by their name.
      case "UUID", "INET4", "INET6", "XMLTYPE" ->
          server.mariadb() ? DataType.plain(word.toLowerCase(Locale.ROOT), "") : null;
      default -> null;
    };
  }

  private @Nullable DataType text(String word) throws NotFollowed {
    return switch (word) {
      case "CHAR", "CHARACTER" -> character(null);
      case "NCHAR" -> character(NATIONAL);
      case "VARCHAR", "VARCHARACTER" -> varying(null);
      case "VARCHAR2" -> server.mariadb() ? varying(null) : null;
      case "NVARCHAR" -> varying(NATIONAL);
      case "NATIONAL" -> {
        boolean varying = tokens.is("VARCHAR") || tokens.is("VARCHARACTER");
        tokens.advance();
        yield varying ? varying(NATIONAL) : character(NATIONAL);
      }
      case "TINYTEXT", "MEDIUMTEXT", "LONGTEXT" ->
          charset(DataType.text(word.toLowerCase(Locale.ROOT), -1, null));
      case "TEXT" -> charset(DataType.text("text", numbers().get(0, -1), null));
      case "CLOB" -> server.mariadb() ? charset(DataType.text("longtext", -1, null)) : null;
      case "LONG" -> longText();
      case "ENUM", "SET" -> labelled(word.toLowerCase(Locale.ROOT));
      default -> null;
    };
  }

  private boolean has(long mode) {
    return (context.sqlMode() & mode) != 0;
  }

  private boolean oracle() {
    return server.mariadb() && has(ORACLE);
  }

  private DataType integer(String name) throws NotFollowed {
    numbers();
    return DataType.plain(name, unsigned());
  }

  private DataType decimal() throws NotFollowed {
    Numbers numbers = numbers();
    long precision = numbers.get(0, 10);
    String digits = "(" + (precision == 0 ? 10 : precision) + "," + numbers.get(1, 0) + ")";
    return DataType.plain("decimal", digits + unsigned());
  }

  private @Nullable DataType number() throws NotFollowed {
    if (!server.mariadb()) {
      return null;
    }
    return tokens.is('(') ? decimal() : real("double");
  }

  private DataType floating() throws NotFollowed {
    Numbers numbers = numbers();
    boolean wide = numbers.size() == 1 && numbers.get(0, 0) > FLOAT_BITS_MAX;
    return DataType.plain(
        wide ? "double" : "float", (numbers.size() == 2 ? numbers.shown() : "") + unsigned());
  }

  private DataType real(String name) throws NotFollowed {
    Numbers numbers = numbers();
    return DataType.plain(name, (numbers.size() == 2 ? numbers.shown() : "") + unsigned());
  }

  private String unsigned() {
    String unsigned = "";
    while (tokens.is("UNSIGNED") || tokens.is("SIGNED") || tokens.is("ZEROFILL")) {
      unsigned = tokens.is("SIGNED") ? unsigned : " unsigned";
      tokens.advance();
    }
    return unsigned;
  }

  private DataType temporal(String name) throws NotFollowed {
    long digits = numbers().get(0, 0);
    return DataType.plain(name, digits == 0 ? "" : "(" + digits + ")");
  }

  /// YEAR(2) is YEAR(4) since MySQL 5.6.6.
  private DataType year() throws NotFollowed {
    numbers();
    unsigned();
    return DataType.plain("year", "(4)");
  }

  private DataType bytes(String name, int otherwise) throws NotFollowed {
    long length = numbers().get(0, otherwise);
    return new DataType(name, "", length, List.of(), null, null, false);
  }

  private DataType blob(String name) throws NotFollowed {
    return new DataType(name, "", numbers().get(0, -1), List.of(), null, null, false);
  }

  /// MariaDB's JSON is a LONGTEXT with a check.
  private DataType json() {
    return server.mariadb()
        ? new DataType("longtext", "", -1, List.of(), "utf8mb4", "utf8mb4_bin", false)
        : DataType.plain("json", "");
  }

  private DataType character(@Nullable String charset) throws NotFollowed {
    if (tokens.passed("VARYING") || tokens.passed("VARCHAR") || tokens.passed("VARCHARACTER")) {
      return varying(charset);
    }
    return charset(DataType.text("char", numbers().get(0, 1), charset));
  }

  private DataType varying(@Nullable String charset) throws NotFollowed {
    return charset(DataType.text("varchar", numbers().get(0, 1), charset));
  }

  /// LONG, LONG VARCHAR and LONG CHAR VARYING are MEDIUMTEXT; LONG VARBINARY is MEDIUMBLOB.
  private DataType longText() throws NotFollowed {
    if (tokens.passed("VARBINARY")) {
      return DataType.plain("mediumblob", "");
    }
    if (tokens.is("VARCHAR") || tokens.is("VARCHARACTER")) {
      tokens.advance();
    } else if (tokens.is("CHAR") || tokens.is("CHARACTER")) {
      long mark = tokens.mark();
      tokens.advance();
      if (!tokens.passed("VARYING")) {
        // CHARACTER SET
        tokens.back(mark);
      }
    }
    return charset(DataType.text("mediumtext", -1, null));
  }

  private DataType labelled(String name) throws NotFollowed {
    if (!tokens.passed('(')) {
      throw new NotFollowed(name + " without labels");
    }
    var labels = new ArrayList<Object>();
    do {
      labels.add(label());
    } while (tokens.passed(','));
    if (!tokens.passed(')') || labels.size() > LABELS_MAX) {
      throw new NotFollowed("labels of " + name + " at " + NotFollowed.quoted(tokens.text()));
    }
    return charset(new DataType(name, "", -1, List.copyOf(labels), null, null, false));
  }

  private Object label() throws NotFollowed {
    if (tokens.isString()) {
      if (tokens.doubtful()) {
        throw new NotFollowed("a label with a backslash under NO_BACKSLASH_ESCAPES");
      }
      String label = tokens.string();
      tokens.advance();
      return Charsets.squeezed(label, context.connectionCharset());
    }
    String word = tokens.keyword();
    byte[] bytes = null;
    if (word.equals("X")) {
      tokens.advance();
      bytes = tokens.isString() ? DataType.hexadecimal(tokens.string()) : null;
    } else if (word.equals("B")) {
      tokens.advance();
      bytes = tokens.isString() ? DataType.binary(tokens.string()) : null;
    } else if (word.startsWith("0X")) {
      bytes = DataType.hexadecimal(word.substring(2));
    } else if (word.startsWith("0B")) {
      bytes = DataType.binary(word.substring(2));
    }
    if (bytes == null) {
      throw new NotFollowed("a label at " + NotFollowed.quoted(tokens.text()));
    }
    tokens.advance();
    return bytes;
  }

  /// Passes over what says the charset, as often as it does.
  DataType charset(DataType type) throws NotFollowed {
    String charset = type.charset();
    String collation = type.collation();
    boolean binary = type.binarySorted();
    while (tokens.kind() == SqlTokens.Kind.WORD) {
      if (tokens.passed("ASCII")) {
        charset = "latin1";
      } else if (tokens.passed("UNICODE")) {
        charset = "ucs2";
      } else if (tokens.passed("BYTE")) {
        charset = Charsets.BINARY;
      } else if (tokens.passed("BINARY")) {
        binary = true;
      } else if (CharsetClause.starts(tokens)) {
        String name = CharsetClause.name(tokens);
        charset = name.isEmpty() ? charset : name;
      } else if (tokens.passed("COLLATE")) {
        String name = CharsetClause.value(tokens);
        collation = name.isEmpty() ? collation : name;
      } else {
        break;
      }
    }
    return type.with(charset, collation, binary);
  }

  /// The numbers in parentheses behind a type's name.
  private record Numbers(List<Long> list) {
    int size() {
      return list.size();
    }

    long get(int index, long otherwise) {
      return index < list.size() ? list.get(index) : otherwise;
    }

    String shown() {
      return "(" + list.get(0) + "," + list.get(1) + ")";
    }
  }

  private Numbers numbers() throws NotFollowed {
    var numbers = new ArrayList<Long>(2);
    if (!tokens.passed('(')) {
      return new Numbers(numbers);
    }
    do {
      String digits = tokens.text();
      if (!digits.matches("[0-9]{1," + LENGTH_DIGITS_MAX + "}") || numbers.size() == 2) {
        throw new NotFollowed("a length at " + NotFollowed.quoted(digits));
      }
      numbers.add(Long.valueOf(digits));
      tokens.advance();
    } while (tokens.passed(','));
    // Oracle's VARCHAR2(10 CHAR).
    if (!tokens.passed("CHAR")) {
      tokens.passed("BYTE");
    }
    if (!tokens.passed(')')) {
      throw new NotFollowed("a length at " + NotFollowed.quoted(tokens.text()));
    }
    return new Numbers(numbers);
  }
}
