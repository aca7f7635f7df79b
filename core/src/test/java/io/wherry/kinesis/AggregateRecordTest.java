package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bytes written down by hand from the format's description: what a library packed must come out as
/// it was put, and what only looks like it must come out untouched.
class AggregateRecordTest {
  private static final HexFormat HEX = HexFormat.of();

  /// Two keys, one explicit hash key, three records (the last is empty and has a tag), an unknown
  /// field.
  private static final String MESSAGE =
      "0a026b31"
          + "0a076772c3b6c39f65"
          + "122731373031343131383334363034363932333137333136383733303337313538383431303537323"
          + "8"
          + "1a08"
          + "0800"
          + "1a046f6e650a"
          + "1a0a"
          + "0801"
          + "1000"
          + "1a0474776f0a"
          + "1a0b"
          + "0800"
          + "1a00"
          + "22050a03746167"
          + "48ac02";

  private static byte[] packed(String message) throws Exception {
    byte[] bytes = HEX.parseHex(message);
    byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
    return HEX.parseHex("f3899ac2" + message + HEX.formatHex(digest));
  }

  private static List<String> records(byte[] data) {
    var records = new ArrayList<String>();
    AggregateRecord.of(ByteSlice.of(data))
        .orElseThrow()
        .forEach((key, hashKey, record) -> records.add(key + "|" + hashKey + "|" + record.utf8()));
    return records;
  }

  private static boolean isAggregate(byte[] data) {
    return AggregateRecord.of(ByteSlice.of(data)).isPresent();
  }

  @Test
  void eachRecordComesOutWithItsOwnKeyAndData() throws Exception {
    assertThat(records(packed(MESSAGE)))
        .containsExactly(
            "k1|null|one\n", "größe|170141183460469231731687303715884105728|two\n", "k1|null|");
  }

  // The one sample whose checksum was computed by another program.
  @Test
  void theChecksumIsTheMd5OfTheMessageAlone() {
    assertThat(
            records(HEX.parseHex("f3899ac20a016b1a0508001a0178CHECKSUM".replace("CHECKSUM", SUM))))
        .containsExactly("k|null|x");
  }

  private static final String SUM = "7f3afd74423b091177e3da6903229bac";

  @Test
  void aViewInsideALargerArrayIsReadInItsBounds() throws Exception {
    byte[] data = packed(MESSAGE);
    byte[] larger = new byte[data.length + 20];
    System.arraycopy(data, 0, larger, 10, data.length);
    var slice = new ByteSlice().wrap(larger, 10, data.length);
    assertThat(AggregateRecord.of(slice).orElseThrow().size()).isEqualTo(3);
  }

  // Our own records are JSON, and a consumer may meet anybody's: none may be swallowed or cut.
  @Test
  void whatIsNoAggregateIsLeftAlone() throws Exception {
    byte[] data = packed(MESSAGE);
    assertThat(isAggregate(data)).isTrue();
    assertThat(isAggregate("{}\n".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(isAggregate(new byte[0])).isFalse();
    assertThat(isAggregate(HEX.parseHex("f3899ac2"))).isFalse();
    for (int i = 0; i < data.length; i++) {
      byte[] other = data.clone();
      other[i] ^= 1;
      assertThat(isAggregate(other)).as("byte %s changed", i).isFalse();
    }
  }

  // Four bytes and a checksum can be right over contents that are not; then it is data, too.
  @Test
  void aSoundChecksumOverAnotherStructureIsNoAggregate() throws Exception {
    assertThat(isAggregate(packed(""))).as("nothing inside").isTrue();
    assertThat(isAggregate(packed("1a05" + "0800" + "1a0178"))).as("no key at index 0").isFalse();
    assertThat(isAggregate(packed("0a016b" + "1a05" + "0801" + "1a0178"))).isFalse();
    assertThat(isAggregate(packed("0a016b" + "1a02" + "0800"))).as("no data").isFalse();
    assertThat(isAggregate(packed("0a7f6b"))).as("a length beyond the end").isFalse();
    assertThat(isAggregate(packed("0b"))).as("a group").isFalse();
    assertThat(isAggregate(packed("08"))).as("a number without an end").isFalse();
    assertThat(isAggregate(packed("08ffffffffffffffffffff01"))).as("eleven bytes").isFalse();
    assertThat(isAggregate(packed("0800"))).as("a key that is a number").isFalse();
    assertThat(isAggregate(packed("0affffffffffffffffff01"))).as("a negative length").isFalse();
  }
}
