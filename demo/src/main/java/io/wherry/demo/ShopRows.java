package io.wherry.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Changes single rows and remembers, once the transaction is committed, what was changed.
final class ShopRows {
  private static final Map<String, String> KEY = Map.of("order_lines", "order_id = ? and line = ?");

  private final Connection connection;
  private final Ledger ledger;
  private final Map<String, Long> versions = new HashMap<>();
  private final List<Ledger.Step> steps = new ArrayList<>();

  ShopRows(Connection connection, Ledger ledger) {
    this.connection = connection;
    this.ledger = ledger;
  }

  /// @param key the row's key as text
  /// @param values of all columns but the last, the version
  void insert(String table, String key, Object... values) throws SQLException {
    String row = table + " " + key;
    change("insert into " + table + " values (" + "?, ".repeat(values.length) + "1)", values);
    versions.put(row, 1L);
    steps.add(new Ledger.Step(row, 1, false));
  }

  /// @param set what to set, with one placeholder
  /// @param values the new value and the key
  void update(String table, String key, String set, Object... values) throws SQLException {
    String row = table + " " + key;
    change("update " + table + " set " + set + ", version = version + 1" + where(table), values);
    steps.add(new Ledger.Step(row, versions.merge(row, 1L, Long::sum), false));
  }

  /// @param values the key
  void delete(String table, String key, Object... values) throws SQLException {
    String row = table + " " + key;
    change("delete from " + table + where(table), values);
    Long last = versions.remove(row);
    steps.add(new Ledger.Step(row, last == null ? 0 : last, true));
  }

  private static String where(String table) {
    return " where " + KEY.getOrDefault(table, "id = ?");
  }

  private void change(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      int changed = statement.executeUpdate();
      if (changed != 1) {
        throw new SQLException(changed + " rows changed instead of one by: " + sql);
      }
    }
  }

  void commit() throws SQLException {
    connection.commit();
    ledger.committed(steps);
    steps.clear();
  }
}
