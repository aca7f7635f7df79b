package io.wherry.schema;

import java.util.ArrayList;
import java.util.List;

/// Reads names of tables as statements write them, and spells them as the server stores them.
final class TableNames {
  /// A table's name, as the server spells it.
  record Name(String schema, String table) {}

  private static final int STORED_IN_LOWER_CASE = 1;

  private final ServerTraits server;
  private final String defaultSchema;

  TableNames(ServerTraits server, String defaultSchema) {
    this.server = server;
    this.defaultSchema = defaultSchema;
  }

  /// `a`, `a.b` or `.b`
  ///
  /// @throws NotFollowed when it is no name, or none that was logged without loss
  Name read(SqlTokens tokens) throws NotFollowed {
    String schema = defaultSchema;
    boolean bare = tokens.passed('.');
    String table = TableElements.name(tokens);
    if (!bare && tokens.passed('.')) {
      schema = table;
      table = TableElements.name(tokens);
    }
    return new Name(spelled(schema), spelled(table));
  }

  /// `a, b.c, d`
  List<Name> list(SqlTokens tokens) throws NotFollowed {
    var names = new ArrayList<Name>();
    do {
      names.add(read(tokens));
    } while (tokens.passed(','));
    return names;
  }

  /// A name as the server stores it.
  String spelled(String name) {
    return server.lowerCaseTableNames() == STORED_IN_LOWER_CASE ? TableName.fold(name) : name;
  }
}
