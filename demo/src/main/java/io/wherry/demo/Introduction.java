package io.wherry.demo;

import io.wherry.local.LocalStream;

/// The lines that say what was started and what there is to see.
final class Introduction {
  private Introduction() {}

  static void print(Page page, ShopServer server, LocalStream stream, String name, int shards) {
    page.line("");
    row(page, "MariaDB " + MariaDbFiles.VERSION, "127.0.0.1:%d".formatted(server.port()));
    row(page, "", "schema shop: customers, products, orders, order_lines");
    row(page, "Kinesis stream", "%s at %s, %d shards".formatted(name, stream.endpoint(), shards));
    row(page, "", "(changes of one row stay in order, those of two rows need not)");
    row(page, "Wherry", "follows the server's binary log and publishes each changed row");
    row(page, "A consumer", "reads the stream and prints what you see below");
    page.line("");
  }

  private static void row(Page page, String what, String where) {
    String gap = " ".repeat(18 - what.length());
    page.line("  " + page.in(Page.Style.BOLD, what) + gap + where);
  }
}
