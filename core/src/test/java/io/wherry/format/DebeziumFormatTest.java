package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.change.SampleChange;
import io.wherry.format.debezium.DebeziumEncoder;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.debezium.DebeziumOptions.Binaries;
import io.wherry.format.debezium.DebeziumOptions.Decimals;
import io.wherry.format.debezium.DebeziumOptions.Temporals;
import io.wherry.format.debezium.DebeziumOptions.Unsigned;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class DebeziumFormatTest extends FormatContract {
  @Override
  Encoder encoder(long now) {
    return new DebeziumEncoder(DebeziumOptions.DEFAULT, () -> now);
  }

  @Override
  String golden() {
    return "debezium.jsonl";
  }

  @Override
  String tablePointer() {
    return "/source/table";
  }

  @Override
  String schemaPointer() {
    return "/source/db";
  }

  private static JsonNode record(String sample, DebeziumOptions options) throws Exception {
    var encoder = new DebeziumEncoder(options, () -> NOW);
    return new ObjectMapper().readTree(encode(encoder, Samples.named(sample), true));
  }

  private static DebeziumOptions options(
      Decimals decimals, Temporals temporals, Binaries binaries, Unsigned unsigned) {
    return new DebeziumOptions(decimals, temporals, binaries, unsigned, true, true, "shop");
  }

  @Test
  void aPreciseDecimalReadsBackWithTheScaleOfItsColumn() throws Exception {
    byte[] bytes =
        record("number worst", DebeziumOptions.DEFAULT).at("/after/decimal_65").binaryValue();
    assertThat(new BigDecimal(new BigInteger(bytes), 30).toPlainString())
        .isEqualTo("-99999999999999999999999999999999999.999999999999999999999999999999");
  }

  @Test
  void decimalsAreNumbersOrStringsWhereAskedFor() throws Exception {
    var number = options(Decimals.DOUBLE, Temporals.ADAPTIVE, Binaries.BASE64, Unsigned.LONG);
    assertThat(record("every type", number).at("/after/decimal").isNumber()).isTrue();
    var text = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.BASE64, Unsigned.LONG);
    assertThat(record("every type", text).at("/after/decimal").asText()).isEqualTo("12.30");
  }

  @Test
  void timesComeInTheUnitThatTheModeNames() throws Exception {
    var adaptive = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.BYTES, Unsigned.LONG);
    JsonNode times = record("time worst", adaptive);
    assertThat(times.at("/after/longest_time").longValue()).isEqualTo(-3_020_399_000_000L);
    assertThat(times.at("/after/small_negative_time").longValue()).isEqualTo(-100);
    assertThat(times.at("/after/last_datetime").longValue()).isEqualTo(253_402_300_799_999_999L);
    var connect = options(Decimals.STRING, Temporals.CONNECT, Binaries.BYTES, Unsigned.LONG);
    times = record("time worst", connect);
    assertThat(times.at("/after/longest_time").longValue()).isEqualTo(-3_020_399_000L);
    assertThat(times.at("/after/last_datetime").longValue()).isEqualTo(253_402_300_799_999L);
  }

  @Test
  void binariesAndUnsignedNumbersComeInTheFormAskedFor() throws Exception {
    var hex = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.HEX, Unsigned.PRECISE);
    assertThat(record("every type", hex).at("/after/varbinary").asText()).isEqualTo("00ff10");
    byte[] largest = record("number worst", hex).at("/after/unsigned_max").binaryValue();
    assertThat(new BigInteger(largest)).isEqualTo(new BigInteger("18446744073709551615"));
    var url = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.BASE64_URL_SAFE, Unsigned.LONG);
    assertThat(record("text worst", url).at("/after/two_bytes").asText()).isEqualTo("__4=");
  }

  @Test
  void transactionMetadataIsThereWhenAskedFor() throws Exception {
    assertThat(record("update", DebeziumOptions.DEFAULT).get("transaction").isNull()).isTrue();
    var with = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.HEX, Unsigned.LONG);
    JsonNode record = record("update", with);
    assertThat(record.at("/source/name").asText()).isEqualTo("shop");
    assertThat(record.get("transaction").toString())
        .isEqualTo(
            "{\"id\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23\",\"total_order\":2,"
                + "\"data_collection_order\":2}");
  }

  // MariaDB names no session, a server without GTIDs no GTID: both are null, not 0 or "".
  @Test
  void whatTheLogDoesNotSayIsNull() throws Exception {
    var sample = Samples.named("update");
    SampleChange change = sample.change();
    change.transaction().begin("server", "log.000001", 4, 0);
    change.transaction().rows(1);
    var with = options(Decimals.STRING, Temporals.ADAPTIVE, Binaries.HEX, Unsigned.LONG);
    var encoder = new DebeziumEncoder(with, () -> NOW);
    JsonNode record = new ObjectMapper().readTree(encode(encoder, sample, true));
    assertThat(record.at("/source/gtid").isNull()).isTrue();
    assertThat(record.at("/source/thread").isNull()).isTrue();
    assertThat(record.at("/transaction/id").asText()).isEqualTo("file=log.000001,pos=4");
  }
}
