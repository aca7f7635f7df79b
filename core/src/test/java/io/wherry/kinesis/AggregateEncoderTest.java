package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateEncoderTest {
  private static byte[] aggregate(String key, String hashKey, List<byte[]> records) {
    int bytes = records.stream().mapToInt(r -> AggregateEncoder.recordBytes(r.length)).sum();
    var out = new ByteWriter();
    out.utf8("in front of it");
    int start = out.length();
    var encoder = new AggregateEncoder(out, key, hashKey, bytes);
    for (byte[] record : records) {
      // The records lie somewhere inside a larger buffer, as in the window.
      ByteBuffer chunk = ByteBuffer.allocateDirect(record.length + 7).put(3, record);
      encoder.add(chunk, 3, record.length);
    }
    var digests = new Md5Batch();
    encoder.finish(digests);
    digests.finish(out.array());
    return Arrays.copyOfRange(out.array(), start, out.length());
  }

  // Worked out by hand from the format's page; KCL and every other consumer read by the same.
  @Test
  void theBytesAreThoseOfTheFormat() throws Exception {
    byte[] data = aggregate("k", "7", List.of("ab\n".getBytes(StandardCharsets.UTF_8)));
    String message = "0a016b" + "120137" + "1a09" + "0800" + "1000" + "1a03" + "61620a";
    byte[] md5 = MessageDigest.getInstance("MD5").digest(HexFormat.of().parseHex(message));
    assertThat(HexFormat.of().formatHex(data))
        .isEqualTo("f3899ac2" + message + HexFormat.of().formatHex(md5));
  }

  // A length that takes one byte more than expected would spoil the whole record.
  @Test
  void recordsOfEveryLengthComeBackInTheirOrder() {
    List<byte[]> records = new ArrayList<>();
    for (int length : List.of(0, 1, 118, 119, 120, 127, 128, 16_374, 16_383, 16_384, 2_097_152)) {
      byte[] record = new byte[length];
      Arrays.fill(record, (byte) length);
      records.add(record);
    }
    byte[] data = aggregate("lane-0007", "340282366920938463463374607431768211455", records);
    List<byte[]> found = new ArrayList<>();
    AggregateRecord.of(ByteSlice.of(data))
        .orElseThrow()
        .forEach((key, hashKey, record) -> {
          assertThat(key).isEqualTo("lane-0007");
          assertThat(hashKey).isEqualTo("340282366920938463463374607431768211455");
          found.add(record.copy());
        });
    assertThat(found).usingElementComparator(Arrays::compare).isEqualTo(records);
  }

  @Test
  void whatWasAnnouncedMustBeAdded() {
    assertThatThrownBy(
            () -> new AggregateEncoder(new ByteWriter(), "k", "7", 5).finish(new Md5Batch()))
        .hasMessage("aggregate: 10 bytes written, 15 announced");
  }
}
