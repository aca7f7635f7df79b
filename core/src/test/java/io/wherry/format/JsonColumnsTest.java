package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.format.seed.SeedEncoder;
import io.wherry.format.wherry.WherryEncoder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class JsonColumnsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aDecimalMayBeABareNumberWithTheSameDigits() {
    var sample = Samples.all().get(3);
    String text =
        FormatContract.encode(new SeedEncoder(new FormatOptions(true, false)), sample, true);
    assertThat(text).contains("\"decimal\":12.30,");
  }

  @Test
  void anyTextReadsBack() {
    // An escape that is missing or doubled shows only for some characters: try many.
    Seeds.forAll(
        2_000,
        random -> {
          String text =
              random
                  .ints(random.nextInt(40), 0, 0x11_0000)
                  .map(c -> random.nextInt(4) == 0 ? c % 0x80 : c)
                  .filter(c -> c < 0xD800 || c > 0xDFFF)
                  .collect(
                      StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                  .toString();
          var out = new ByteWriter();
          JsonText.quoted(text, out);
          assertThat(JSON.readValue(out.utf8(), String.class)).isEqualTo(text);
        });
  }

  @Test
  void anyBytesReadBack() {
    Seeds.forAll(
        500,
        random -> {
          byte[] bytes = new byte[random.nextInt(70)];
          random.nextBytes(bytes);
          var out = new ByteWriter();
          Base64Text.write(ByteSlice.of(bytes), out);
          assertThat(Base64.getDecoder().decode(out.utf8())).isEqualTo(bytes);
        });
  }

  @Test
  void anyDoubleAndFloatReadsBackToTheSameBits() {
    // The digits must be enough; one digit less and analytics add up to something else.
    Seeds.forAll(
        5_000,
        random -> {
          double value = Double.longBitsToDouble(random.nextLong());
          float small = Float.intBitsToFloat(random.nextInt());
          var out = new ByteWriter();
          if (Double.isFinite(value)) {
            new RealText().write(value, out);
            assertThat(Double.parseDouble(out.utf8())).isEqualTo(value);
          }
          out.clear();
          if (Float.isFinite(small)) {
            new RealText().write(small, out);
            assertThat(Float.parseFloat(out.utf8())).isEqualTo(small);
          }
        });
  }

  @Test
  void anyTimestampIsTheDateOfTheCalendar() {
    var pattern = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    Seeds.forAll(
        5_000,
        random -> {
          long second = random.nextLong(1, 32_536_771_199L);
          var out = new ByteWriter();
          TemporalText.timestamp(second, 0, 0, out);
          assertThat(out.utf8())
              .isEqualTo(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).format(pattern));
        });
  }

  @Test
  void metaSaysWhetherTheRecordIsTheLastOfItsTransaction() {
    var sample = Samples.all().getFirst();
    var encoder = new WherryEncoder(FormatOptions.DEFAULT);
    assertThat(FormatContract.encode(encoder, sample, false)).contains("\"last\":false}");
    assertThat(FormatContract.encode(encoder, sample, true))
        .endsWith(
            "\"meta\":{\"id\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23/kinesistest.Users/1\","
                + "\"ts_ms\":1763832000123,"
                + "\"tx\":{\"id\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23\","
                + "\"row\":1,\"last\":true},"
                + "\"server\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562\","
                + "\"position\":\"binlog.000003:4711\"}}\n");
  }
}
