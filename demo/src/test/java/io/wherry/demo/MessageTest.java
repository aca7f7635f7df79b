package io.wherry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What a person reads, and what the count is made of.
class MessageTest {
  private static final String INSERT =
      """
      {"table":"order_lines","row":{"values":{"order_id":7,"line":2,"product_id":3,\
      "quantity":1,"version":1}},"type":"WriteRowsEvent","schema":"shop"}
      """;
  private static final String UPDATE =
      """
      {"table":"products","row":{"before_values":{"id":3,"name":"oar","price":"9.50",\
      "stock":41,"version":5},"after_values":{"id":3,"name":"oar","price":"9.50","stock":38,\
      "version":6}},"type":"UpdateRowsEvent","schema":"shop"}
      """;
  private static final String DELETE =
      """
      {"table":"order_lines","row":{"values":{"order_id":7,"line":2,"product_id":3,\
      "quantity":1,"version":1}},"type":"DeleteRowsEvent","schema":"shop"}
      """;

  private static Page page(boolean colours) {
    var out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    return new Page(out, colours);
  }

  private static String line(String json) {
    return Message.parse(json).line(page(false));
  }

  @Test
  void aLineSaysWhatHappened() {
    assertThat(line(INSERT))
        .isEqualTo("  insert  order_lines  order_id 7  line 2  product_id 3  quantity 1");
    assertThat(line(UPDATE)).isEqualTo("  update  products     id 3  stock 41 → 38");
    assertThat(line(DELETE)).isEqualTo("  delete  order_lines  order_id 7  line 2");
  }

  @Test
  void onATerminalEachOperationHasItsColourAndTheTableStandsOut() {
    assertThat(Message.parse(UPDATE).line(page(true)))
        .isEqualTo(
            "  \u001b[33mupdate  \u001b[0m\u001b[1mproducts     \u001b[0m\u001b[2mid\u001b[0m 3"
                + "  \u001b[2mstock\u001b[0m 41 → 38");
    assertThat(Message.parse(INSERT).line(page(true))).startsWith("  \u001b[32minsert");
    assertThat(Message.parse(DELETE).line(page(true))).startsWith("  \u001b[31mdelete");
  }

  @Test
  void theWidestLineFitsTheColumns() {
    String widest =
        """
        {"table":"customers","row":{"values":{"id":10000,"name":"Giulia","city":"Kraków",\
        "points":0,"version":1}},"type":"WriteRowsEvent"}
        """;
    assertThat(line(widest)).hasSizeLessThan(Page.COLUMNS);
    String order =
        """
        {"table":"orders","row":{"values":{"id":10000,"customer_id":10000,"status":"new",\
        "total":"2400.00","version":1}},"type":"WriteRowsEvent"}
        """;
    assertThat(line(order)).hasSizeLessThan(Page.COLUMNS);
  }

  // Counted by another key or version than the shop's, everything would be lost and unknown.
  @Test
  void theStepIsTheOneTheShopNotedDown() {
    assertThat(Message.parse(INSERT).step())
        .isEqualTo(new Ledger.Step("order_lines 7/2", 1, false));
    assertThat(Message.parse(UPDATE).step()).isEqualTo(new Ledger.Step("products 3", 6, false));
    assertThat(Message.parse(DELETE).step()).isEqualTo(new Ledger.Step("order_lines 7/2", 1, true));
  }

  @Test
  void anythingElseInTheStreamStopsTheDemo() {
    assertThatThrownBy(() -> Message.parse("not JSON"))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("the stream holds a record that is no JSON: ");
    assertThatThrownBy(() -> Message.parse("{\"type\":\"Other\"}"))
        .hasMessage("the stream holds a message of type Other");
  }
}
