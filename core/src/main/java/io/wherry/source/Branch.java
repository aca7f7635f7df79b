package io.wherry.source;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Transaction;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import io.wherry.schema.TableName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// An XA transaction that is prepared: its rows stand in the log, and count if and when it is
/// committed. It is kept as one line:
///
/// ```text
///   X'61',X'',1 binlog.000003 4711 1763832000 3e11…:23 3e11… true 1 8 false
///     shop.orders,shop.items -
///   name        start: file, offset, stamp   id      server GTID? id thread undoes tables  changed
/// ```
///
/// @param xid its name among XA transactions
/// @param name what its rows are published as
/// @param start where its first event starts
/// @param fileCreated when that file was begun, in seconds since 1970
/// @param undoesRows whether some of its rows were undone before it was prepared
/// @param tables the tables it changes, up to [#TABLES_MAX]
/// @param anyTable whether there are more
/// @param changed the statement that changed one of the tables since, empty for none
record Branch(
    Xid xid,
    Name name,
    LogPlace start,
    long fileCreated,
    boolean undoesRows,
    Set<TableName> tables,
    boolean anyTable,
    String changed) {
  /// The most tables that are noted.
  static final int TABLES_MAX = 32;

  private static final int WORDS = 12;
  private static final String NONE = "-";
  private static final String MORE = "*";

  /// What the transaction's rows are published as: what its first events say. See [Transaction].
  record Name(String id, String server, boolean hasGtid, long serverId, long threadId) {
    static Name of(Transaction transaction) {
      return new Name(
          transaction.id(new ByteSlice()).utf8(),
          transaction.server(),
          transaction.hasGtid(),
          transaction.serverId(),
          transaction.threadId());
    }
  }

  Branch {
    tables = new LinkedHashSet<>(tables);
  }

  /// The same after a statement at a place that may have changed one of its tables.
  Branch after(Statement.TableChange statement, LogPlace place) {
    boolean touched = anyTable || tables.stream().anyMatch(statement::touches);
    return touched && changed.isEmpty()
        ? new Branch(
            xid,
            name,
            start,
            fileCreated,
            undoesRows,
            tables,
            anyTable,
            statement.verb() + " at " + place)
        : this;
  }

  String line() {
    String names =
        tables.stream()
            .map(table -> encoded(table.schema()) + "." + encoded(table.table()))
            .collect(Collectors.joining(","));
    return String.join(
        " ",
        xid.text(),
        encoded(start.file()),
        Long.toString(start.offset()),
        Long.toString(fileCreated),
        encoded(name.id),
        encoded(name.server),
        Boolean.toString(name.hasGtid),
        Long.toString(name.serverId),
        Long.toString(name.threadId),
        Boolean.toString(undoesRows),
        anyTable ? MORE : names.isEmpty() ? NONE : names,
        changed.isEmpty() ? NONE : encoded(changed));
  }

  /// @throws IllegalArgumentException when it is no such line
  static Branch parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != WORDS) {
      throw new IllegalArgumentException("a prepared transaction '" + line + "' is not understood");
    }
    var name =
        new Name(
            decoded(words[4]),
            decoded(words[5]),
            Boolean.parseBoolean(words[6]),
            Long.parseLong(words[7]),
            Long.parseLong(words[8]));
    return new Branch(
        new Xid(words[0]),
        name,
        new LogPlace(decoded(words[1]), Long.parseLong(words[2])),
        Long.parseLong(words[3]),
        Boolean.parseBoolean(words[9]),
        tables(words[10]),
        words[10].equals(MORE),
        words[11].equals(NONE) ? "" : decoded(words[11]));
  }

  private static Set<TableName> tables(String word) {
    var tables = new LinkedHashSet<TableName>();
    if (!word.equals(NONE) && !word.equals(MORE)) {
      for (String table : word.split(",", -1)) {
        int point = table.indexOf('.');
        tables.add(
            new TableName(decoded(table.substring(0, point)), decoded(table.substring(point + 1))));
      }
    }
    return tables;
  }

  /// Without spaces, commas, points and line ends.
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace(".", "%2E");
  }

  private static String decoded(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
