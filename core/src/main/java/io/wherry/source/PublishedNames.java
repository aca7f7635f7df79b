package io.wherry.source;

import io.wherry.schema.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which published table, or schema with published tables, a name in a statement means.
///
/// Where the server keeps names in lower case (`lower_case_table_names` 1), a statement may write
/// `Orders` while rows come for `orders`. Source: MySQL 9 Reference Manual, "Identifier Case
/// Sensitivity".
final class PublishedNames {
  private final FollowOptions options;
  private final boolean lowerCase;

  PublishedNames(FollowOptions options, int lowerCaseTableNames) {
    this.options = options;
    this.lowerCase = lowerCaseTableNames == 1;
  }

  /// The name as row changes write it; none for what is not published.
  Optional<SqlName> of(SqlName name) {
    SqlName folded =
        lowerCase
            ? new SqlName(
                name.schema().toLowerCase(Locale.ROOT), name.table().toLowerCase(Locale.ROOT))
            : name;
    return publishes(folded) ? Optional.of(folded) : Optional.empty();
  }

  private boolean publishes(SqlName name) {
    return name.table().isEmpty()
        ? options.publishesOf(name.schema())
        : options.publishes(name.schema(), name.table());
  }

  /// Those of the names that are published, each once.
  List<SqlName> of(Iterable<SqlName> names) {
    var published = new ArrayList<SqlName>();
    for (SqlName name : names) {
      of(name).filter(n -> !published.contains(n)).ifPresent(published::add);
    }
    return published;
  }
}
