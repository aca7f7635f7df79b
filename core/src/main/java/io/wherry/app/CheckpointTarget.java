package io.wherry.app;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Where a run remembers how far it came: the value of `--checkpoint`.
sealed interface CheckpointTarget {
  /// A file, with its documents beside it.
  record File(Path path) implements CheckpointTarget {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A table in DynamoDB, which keeps many checkpoints by name.
  record DynamoDb(String table, String name) implements CheckpointTarget {
    @Override
    public String toString() {
      return "dynamodb:" + table + "/" + name;
    }
  }

  /// A table in a database of a MySQL or MariaDB server, which keeps many checkpoints by name.
  record MySql(SourceUrl server, String database, String name) implements CheckpointTarget {
    @Override
    public String toString() {
      return server + "/" + database + "/" + name;
    }
  }

  /// How it is written.
  String FORMS = "PATH, dynamodb:TABLE/NAME or mysql://USER:PASSWORD@HOST:PORT/DATABASE/NAME";

  /// The name where none is given.
  String DEFAULT_NAME = "wherry";

  /// Names of checkpoints in a table.
  Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  /// Source: DynamoDB API reference, CreateTable, TableName.
  Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

  /// Characters of a database's name. Source: MySQL manual, "Identifier Length Limits".
  int DATABASE_MAX = 64;

  /// `PATH`, `file:PATH`, `dynamodb:TABLE[/NAME]` or `mysql://…/DATABASE[/NAME]`.
  ///
  /// @throws IllegalArgumentException with a reason that never repeats a password
  static CheckpointTarget parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "file" -> new File(Parsers.path(rest));
      case "dynamodb" -> dynamoDb(rest);
      case "mysql", "mariadb" -> mySql(text);
      default -> {
        String hint = Nearest.hint(kind, List.of("dynamodb", "mysql", "mariadb", "file"));
        if (rest.startsWith("//") || (kind.length() > 2 && !hint.isEmpty())) {
          throw new IllegalArgumentException("must be " + FORMS + hint);
        }
        yield new File(Parsers.path(text));
      }
    };
  }

  private static DynamoDb dynamoDb(String text) {
    String[] parts = text.split("/", 2);
    if (!TABLE.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException(
          "must name a table with 3 to 255 of a-z A-Z 0-9 _ . -, like dynamodb:wherry/orders");
    }
    return new DynamoDb(parts[0], parts.length < 2 ? DEFAULT_NAME : name(parts[1]));
  }

  private static MySql mySql(String text) {
    int at = text.lastIndexOf('@');
    int slash = text.indexOf('/', Math.max(at, text.indexOf("://") + 3));
    if (at < 0) {
      throw new IllegalArgumentException("must be " + FORMS);
    }
    SourceUrl server = SourceUrl.parse(slash < 0 ? text : text.substring(0, slash));
    if (server.hosts().size() > 1) {
      throw new IllegalArgumentException(
          "names several servers: a lock is known to one only, so name that one");
    }
    String[] parts = slash < 0 ? new String[] {""} : text.substring(slash + 1).split("/", 2);
    String database = SourceUrl.decode(parts[0], "database");
    if (database.isEmpty() || database.length() > DATABASE_MAX) {
      throw new IllegalArgumentException(
          "names no database: write mysql://USER:PASSWORD@HOST:PORT/DATABASE");
    }
    return new MySql(server, database, parts.length < 2 ? DEFAULT_NAME : name(parts[1]));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must end in a name with 1 to 100 of a-z A-Z 0-9 _ . -, behind the last /");
    }
    return text;
  }
}
