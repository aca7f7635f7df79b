package io.wherry.oracle;

import io.wherry.server.Database.Kind;
import java.util.List;
import java.util.Set;

/// A column type and values at its edges.
///
/// @param type as `CREATE TABLE` takes it
/// @param json what its values are in a record
/// @param servers those that have it
/// @param values as SQL writes them
record TypeEntry(String type, JsonKind json, Set<Kind> servers, List<String> values) {
  /// `decimal` of `decimal(10,2)`.
  String name() {
    return name(type);
  }

  /// The same of any type.
  static String name(String type) {
    return type.split("[( ]", 2)[0];
  }
}
