package io.wherry.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableFilterTest {
  @Test
  void withoutPatternsEveryTableIsPublished() {
    assertThat(new TableFilter(List.of(), List.of()).test("shop", "orders")).isTrue();
  }

  @Test
  void excludeWinsOverInclude() {
    var filter = new TableFilter(List.of("shop.*", "*.audit"), List.of("shop.tmp_?"));
    assertThat(filter.test("shop", "orders")).isTrue();
    assertThat(filter.test("crm", "audit")).isTrue();
    assertThat(filter.test("crm", "people")).isFalse();
    assertThat(filter.test("shop", "tmp_1")).isFalse();
    assertThat(filter.test("shop", "tmp_12")).isTrue();
  }

  @Test
  void signsOfRegularExpressionsAreOrdinaryCharacters() {
    // A pattern shop.a+b that matched shop.aab would publish a table nobody asked for.
    var filter = new TableFilter(List.of("shop.a+b", "shop.x.y"), List.of());
    assertThat(filter.test("shop", "a+b")).isTrue();
    assertThat(filter.test("shop", "aab")).isFalse();
    assertThat(filter.test("shop", "x.y")).isTrue();
    assertThat(filter.test("shop", "x-y")).isFalse();
  }

  @Test
  void aPatternWithoutATableIsRefused() {
    assertThatThrownBy(() -> new TableFilter(List.of("orders"), List.of()))
        .hasMessage(
            "'orders' is not a table pattern: write SCHEMA.TABLE, such as shop.* or *.orders");
  }

  // Loading time zones logs rows of mysql.time_zone: no consumer expects them.
  @Test
  void theServersOwnSchemasAreLeftOutUnlessTheyAreSpelledOut() {
    assertThat(new TableFilter(List.of(), List.of()).test("mysql", "time_zone")).isFalse();
    assertThat(new TableFilter(List.of("*.*"), List.of()).test("mysql", "time_zone")).isFalse();
    assertThat(new TableFilter(List.of("my*.t*"), List.of()).test("mysql", "time_zone")).isFalse();
    assertThat(new TableFilter(List.of("mysql.*"), List.of()).test("mysql", "time_zone")).isTrue();
    assertThat(new TableFilter(List.of(), List.of()).test("mysql2", "time_zone")).isTrue();
  }
}
