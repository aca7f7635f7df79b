package io.wherry.demo;

import java.util.Locale;

/// The counts at the end, and what to try next.
final class Summary {
  private Summary() {}

  static void print(Page page, Ledger.Count count) {
    page.line("");
    number(page, "rows changed in the database", count.changed(), true);
    number(page, "messages read from the stream", count.messages(), count.isRight());
    number(page, "lost", count.lost(), count.lost() == 0);
    number(page, "twice", count.twice(), count.twice() == 0);
    number(page, "out of order", count.outOfOrder(), count.outOfOrder() == 0);
    page.line("");
    page.line("Next, with a MySQL or MariaDB of your own:");
    next(page, "wherry run --source.url=mysql://USER:PASSWORD@HOST:3306", "rows on this terminal");
    next(page, "wherry run … --sink=kinesis:STREAM --sink.create=1", "rows into a stream");
    next(page, "wherry tail --stream=STREAM --from=oldest", "and out of it");
  }

  private static void next(Page page, String command, String what) {
    page.line(String.format(Locale.ROOT, "  %-58s ", command) + page.in(Page.Style.FAINT, what));
  }

  private static void number(Page page, String what, int count, boolean right) {
    String number = String.format(Locale.ROOT, "%,8d", count);
    Page.Style style = right ? Page.Style.GREEN : Page.Style.RED;
    page.line(String.format(Locale.ROOT, "  %-30s", what) + page.in(style, number));
  }
}
