package io.wherry.transform;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// Which tables are published: those that an include pattern names (all, where there is none) and
/// no exclude pattern.
///
/// A pattern is `SCHEMA.TABLE`; `*` stands for any characters, `?` for one. Names compare as the
/// log writes them. The server's own schemas (`mysql`, …) are published only where an include
/// pattern spells the schema out: their rows (time zones, RDS's heartbeat) are nobody's data.
public final class TableFilter implements BiPredicate<String, String> {
  private static final Set<String> SYSTEM =
      Set.of("mysql", "sys", "information_schema", "performance_schema", "ndbinfo");

  private final List<TablePattern> include;
  private final List<TablePattern> exclude;

  /// One `SCHEMA.TABLE` with wildcards.
  private record TablePattern(String spelled, Pattern schema, Pattern table) {
    static TablePattern parse(String text) {
      int dot = text.indexOf('.');
      if (dot <= 0 || dot == text.length() - 1) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' is not a table pattern: write SCHEMA.TABLE, such as shop.* or *.orders");
      }
      String schema = text.substring(0, dot);
      return new TablePattern(schema, glob(schema), glob(text.substring(dot + 1)));
    }

    private static Pattern glob(String text) {
      var regex = new StringBuilder();
      text.codePoints()
          .forEach(c -> {
            switch (c) {
              case '*' -> regex.append(".*");
              case '?' -> regex.append('.');
              default -> regex.append(Pattern.quote(Character.toString(c)));
            }
          });
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean coversSchema(String schemaName) {
      return table.pattern().equals(glob("*").pattern()) && schema.matcher(schemaName).matches();
    }

    boolean matches(String schemaName, String tableName) {
      return schema.matcher(schemaName).matches() && table.matcher(tableName).matches();
    }
  }

  /// @throws IllegalArgumentException when a pattern has no schema or no table; the message is one
  ///   line
  public TableFilter(List<String> include, List<String> exclude) {
    this.include = include.stream().map(TablePattern::parse).toList();
    this.exclude = exclude.stream().map(TablePattern::parse).toList();
  }

  @Override
  public boolean test(String schema, String table) {
    return isIncluded(schema, table) && exclude.stream().noneMatch(p -> p.matches(schema, table));
  }

  /// Whether any table of the schema may be published, whatever it is called.
  public boolean testSchema(String schemaName) {
    boolean system = SYSTEM.contains(schemaName);
    boolean included =
        include.isEmpty()
            ? !system
            : include.stream()
                .anyMatch(p ->
                    p.schema.matcher(schemaName).matches()
                        && (!system || p.spelled.equals(schemaName)));
    return included && exclude.stream().noneMatch(p -> p.coversSchema(schemaName));
  }

  private boolean isIncluded(String schema, String table) {
    boolean system = SYSTEM.contains(schema);
    return include.isEmpty()
        ? !system
        : include.stream()
            .anyMatch(p -> p.matches(schema, table) && (!system || p.spelled.equals(schema)));
  }
}
