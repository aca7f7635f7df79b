package io.wherry.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A small shop: customers who order products, change their minds, and prices that move. Each call
/// of [#next()] is one transaction of one to six rows.
final class Shop {
  /// Orders that are open at a time at most.
  private static final int ORDERS_MAX = 12;

  private static final int LINES_MAX = 3;

  private static final List<String> TABLES =
      List.of(
          "create table customers (id int primary key, name varchar(30), city varchar(20),"
              + " points int, version int)",
          "create table products (id int primary key, name varchar(30), price decimal(8,2),"
              + " stock int, version int)",
          "create table orders (id int primary key, customer_id int,"
              + " status enum('new','paid','shipped'), total decimal(10,2), version int)",
          "create table order_lines (order_id int, line int, product_id int, quantity int,"
              + " version int, primary key (order_id, line))");

  private static final List<String> NAMES =
      List.of("Ada", "Björn", "Chloé", "Dmitri", "Esra", "Fatou", "Giulia", "Hiro", "Inés");

  private static final List<String> CITIES =
      List.of("Lyon", "Malmö", "Porto", "Kraków", "İzmir", "Dakar", "Torino", "Osaka");

  private static final List<String> PRODUCTS =
      List.of("oar", "rowlock", "rope 10 m", "lantern", "bailer", "anchor 4 kg");

  private static final List<String> STATUSES = List.of("new", "paid", "shipped");

  /// An order that has not been cancelled.
  private record Order(int id, int customer, int status, Map<Integer, Integer> lines) {}

  private final RandomGenerator random;
  private final ShopRows rows;
  private final List<Order> orders = new ArrayList<>();
  private final List<BigDecimal> prices = new ArrayList<>();
  private int customers;
  private int lastOrder;

  /// Creates the tables.
  Shop(Connection connection, Ledger ledger, RandomGenerator random) throws SQLException {
    this.random = random;
    rows = new ShopRows(connection, ledger);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    connection.setAutoCommit(false);
  }

  /// The products and the first customers.
  void open() throws SQLException {
    for (String name : PRODUCTS) {
      var price = BigDecimal.valueOf(random.nextLong(500, 20_000), 2);
      prices.add(price);
      rows.insert("products", "" + prices.size(), prices.size(), name, price, 50);
    }
    rows.commit();
    for (int i = 0; i < 3; i++) {
      newCustomer();
    }
    rows.commit();
  }

  /// Something happens.
  void next() throws SQLException {
    int dice = random.nextInt(10);
    if (orders.isEmpty() || (dice < 4 && orders.size() < ORDERS_MAX)) {
      placeOrder();
    } else if (dice < 7) {
      moveOrder(random.nextInt(orders.size()));
    } else if (dice == 7) {
      cancelOrder(random.nextInt(orders.size()));
    } else if (dice == 8) {
      newPrice();
    } else {
      newCustomer();
    }
    rows.commit();
  }

  private void newCustomer() throws SQLException {
    customers++;
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String city = CITIES.get(random.nextInt(CITIES.size()));
    rows.insert("customers", "" + customers, customers, name, city, 0);
  }

  private void placeOrder() throws SQLException {
    int id = ++lastOrder;
    int customer = 1 + random.nextInt(customers);
    Map<Integer, Integer> lines = new LinkedHashMap<>();
    for (int line = 1 + random.nextInt(LINES_MAX); line > 0; line--) {
      lines.put(1 + random.nextInt(prices.size()), 1 + random.nextInt(4));
    }
    BigDecimal total = BigDecimal.ZERO;
    for (var line : lines.entrySet()) {
      BigDecimal price = prices.get(line.getKey() - 1);
      total = total.add(price.multiply(BigDecimal.valueOf(line.getValue())));
    }
    rows.insert("orders", "" + id, id, customer, "new", total);
    int number = 0;
    for (var line : lines.entrySet()) {
      number++;
      rows.insert("order_lines", id + "/" + number, id, number, line.getKey(), line.getValue());
      stock(line.getKey(), -line.getValue());
    }
    orders.add(new Order(id, customer, 0, lines));
  }

  private void moveOrder(int index) throws SQLException {
    Order order = orders.get(index);
    int status = order.status() + 1;
    rows.update("orders", "" + order.id(), "status = ?", STATUSES.get(status), order.id());
    if (status == STATUSES.size() - 1) {
      orders.remove(index);
      String customer = "" + order.customer();
      rows.update("customers", customer, "points = points + ?", 10, order.customer());
    } else {
      orders.set(index, new Order(order.id(), order.customer(), status, order.lines()));
    }
  }

  private void cancelOrder(int index) throws SQLException {
    Order order = orders.remove(index);
    int number = 0;
    for (var line : order.lines().entrySet()) {
      number++;
      rows.delete("order_lines", order.id() + "/" + number, order.id(), number);
      stock(line.getKey(), line.getValue());
    }
    rows.delete("orders", "" + order.id(), order.id());
  }

  private void newPrice() throws SQLException {
    int product = 1 + random.nextInt(prices.size());
    BigDecimal price = BigDecimal.valueOf(random.nextLong(500, 20_000), 2);
    prices.set(product - 1, price);
    rows.update("products", "" + product, "price = ?", price, product);
  }

  private void stock(int product, int by) throws SQLException {
    rows.update("products", "" + product, "stock = stock + ?", by, product);
  }
}
