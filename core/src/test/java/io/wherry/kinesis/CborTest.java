package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Jackson, and the examples of RFC 8949, are the second opinion.
class CborTest {
  private static final ObjectMapper JACKSON = new ObjectMapper(new CBORFactory());

  // A length is written in one of five ways, by its size.
  @Test
  void whatIsWrittenReadsBack() throws Exception {
    for (int length : List.of(0, 1, 23, 24, 255, 256, 65_535, 65_536, 1 << 20)) {
      var out = new ByteWriter();
      var cbor = new CborWriter(out);
      cbor.map(2);
      cbor.text("Data".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      cbor.bytes(length);
      out.write(new byte[length]);
      cbor.text("Name".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      cbor.array(1);
      cbor.text(length);
      out.write("x".repeat(length).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      JsonNode read = JACKSON.readTree(out.copy());
      assertThat(read.size()).isEqualTo(2);
      assertThat(read.get("Data").binaryValue()).hasSize(length).containsOnly(new byte[length]);
      assertThat(read.get("Name").get(0).asText()).isEqualTo("x".repeat(length));
    }
  }

  private static CborReader of(String hex) {
    return new CborReader().wrap(ByteSlice.of(HexFormat.of().parseHex(hex)));
  }

  @Test
  void whatNobodyAsksForIsPassedOver() throws Exception {
    var value =
        Map.of(
            "a",
            List.of(1, -7, 3.5, true, Map.of("b", new byte[300])),
            "n",
            1L << 40,
            "t",
            "x".repeat(300));
    byte[] bytes = JACKSON.writeValueAsBytes(List.of(value, "behind"));
    CborReader in = new CborReader().wrap(ByteSlice.of(bytes));
    int left = in.array();
    in.hasNext(left);
    in.skip();
    assertThat(in.hasNext(left - 1)).isTrue();
    assertThat(in.text(new ByteSlice()).utf8()).isEqualTo("behind");
  }

  // RFC 8949, appendix A: [_ 1, [2, 3], [_ 4, 5]], then {_ "a": 1}, tagged time, null.
  @Test
  void containersOfNoGivenLengthEnd() {
    CborReader in = of("9f01820203" + "9f0405ff" + "ff" + "63616263");
    in.skip();
    assertThat(in.text(new ByteSlice()).utf8()).isEqualTo("abc");
    in = of("bf6161f6" + "6162" + "c11a514b67b0" + "ff");
    var text = new ByteSlice();
    int left = in.map();
    assertThat(left).isNegative();
    assertThat(in.hasNext(left)).isTrue();
    assertThat(in.text(text).utf8()).isEqualTo("a");
    assertThat(in.textOrNull(text)).isFalse();
    assertThat(in.hasNext(left)).isTrue();
    assertThat(in.text(text).utf8()).isEqualTo("b");
    in.skip();
    assertThat(in.hasNext(left)).isFalse();
  }

  // An answer is what a stranger sends: it must not make us read elsewhere, or for ever.
  @Test
  void whatIsNoCborIsRefused() {
    for (String hex :
        List.of("", "7b7fffffffffffffff", "9bffffffffffffffff00", "ba7fffffff", "1c")) {
      assertThatThrownBy(() -> of(hex).skip())
          .as(hex)
          .isInstanceOf(CborReader.Malformed.class)
          .hasMessageStartingWith("malformed CBOR: ");
    }
    assertThatThrownBy(() -> of("81".repeat(100) + "00").skip())
        .hasMessage("malformed CBOR: more than 32 containers in each other at byte 33");
    assertThatThrownBy(() -> of("01").map())
        .hasMessage("malformed CBOR: major type 0 instead of 5 at byte 0");
  }
}
