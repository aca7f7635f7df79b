package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.format.maxwell.MaxwellEncoder;
import io.wherry.format.maxwell.MaxwellOptions;
import org.junit.jupiter.api.Test;

class MaxwellFormatTest extends FormatContract {
  @Override
  Encoder encoder(long now) {
    return new MaxwellEncoder(MaxwellOptions.DEFAULT);
  }

  @Override
  String golden() {
    return "maxwell.jsonl";
  }

  @Override
  String tablePointer() {
    return "/table";
  }

  @Override
  String schemaPointer() {
    return "/database";
  }

  private static final MaxwellOptions ALL =
      new MaxwellOptions(true, true, true, true, true, true, true, true, true, false, true);

  private static String record(String sample, MaxwellOptions options, boolean last) {
    return encode(new MaxwellEncoder(options), Samples.named(sample), last);
  }

  // The order is that of Maxwell's documentation: someone may read it with a pattern.
  @Test
  void everyOptionAddsItsMember() {
    assertThat(record("update", ALL, true))
        .isEqualTo(
            "{\"database\":\"kinesistest\",\"table\":\"Users\",\"type\":\"update\","
                + "\"ts\":1763832000,"
                + "\"xid\":12884906599,\"commit\":true,\"position\":\"binlog.000003:4711\","
                + "\"gtid\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23\",\"server_id\":223344,"
                + "\"thread_id\":108,\"primary_key\":[123],\"primary_key_columns\":[\"idUsers\"],"
                + "\"data\":{\"idUsers\":123,\"Name\":\"Bar User\"},"
                + "\"old\":{\"Name\":\"Foo User\"}}\n");
  }

  // Consumers put transactions together from xid and commit; a commit too early would end one in
  // the middle.
  @Test
  void onlyTheLastRecordOfATransactionCommits() {
    assertThat(record("update", MaxwellOptions.DEFAULT, false))
        .contains("\"xid\":12884906599,\"data\"")
        .doesNotContain("commit");
    assertThat(record("update", ALL, false)).contains("\"xid\":12884906599,\"xoffset\":1,");
    assertThat(record("update", ALL, true)).doesNotContain("xoffset");
    var without =
        new MaxwellOptions(
            false, false, false, false, true, false, false, false, false, false, false);
    assertThat(record("update", without, true)).doesNotContain("xid").doesNotContain("commit");
  }

  // An image of binlog_row_image=MINIMAL lacks what did not change: data would lose the key.
  @Test
  void dataIsWholeWhereTheAfterImageIsNot() {
    assertThat(record("minimal image", MaxwellOptions.DEFAULT, true))
        .contains("\"data\":{\"id\":1,\"went\":null,\"tags\":[\"b\"]},\"old\":{}}");
  }

  @Test
  void aTableWithoutAKeyHasAnEmptyOne() {
    assertThat(record("no key", ALL, true))
        .contains("\"primary_key\":[],\"primary_key_columns\":[],");
  }

  @Test
  void aChangedKeyIsShownAsItIsNow() {
    assertThat(record("key change", ALL, true))
        .contains("\"primary_key\":[124],")
        .contains("\"old\":{\"idUsers\":123}}");
  }

  @Test
  void nullsAndZeroDatesMayBeLeftOut() throws Exception {
    var options =
        new MaxwellOptions(
            false, false, true, false, false, false, false, false, false, true, false);
    JsonNode notes = new ObjectMapper().readTree(record("no key", options, true));
    assertThat(notes.get("data").toString()).isEqualTo("{\"id\":1,\"came\":\"here\",\"tags\":[]}");
    assertThat(notes.get("old").toString()).isEqualTo("{\"went\":\"here\"}");
    JsonNode times = new ObjectMapper().readTree(record("time worst", options, true));
    assertThat(times.get("data").has("zero_date")).isFalse();
    assertThat(times.get("data").has("zero_datetime")).isFalse();
    assertThat(times.get("data").has("zero_timestamp")).isFalse();
    assertThat(times.get("data").get("partly_zero_date").asText()).isEqualTo("2026-00-00");
  }
}
