package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PointerRecordTest {
  private static final Digest ID = new Digest(0x0123456789abcdefL, -1L);

  @Test
  void aPointerSaysWhereTheRecordLies() {
    var inFile = new DeadLetterPlace.InFile("/a \"b\"", 7);
    assertThat(ByteSlice.of(PointerRecord.of(ID, inFile, 42, "k\n1")).utf8())
        .isEqualTo(
            "{\"dead_letter\":{\"id\":\"0123456789abcdefffffffffffffffff\",\"file\":"
                + "\"/a \\\"b\\\"\","
                + "\"offset\":7,\"bytes\":42,\"partition_key\":\"k\\u000a1\"}}\n");
    var asObject = new DeadLetterPlace.AsObject("s3://dead/a/b");
    assertThat(ByteSlice.of(PointerRecord.of(ID, asObject, 42, "k")).utf8())
        .isEqualTo(
            "{\"dead_letter\":{\"id\":\"0123456789abcdefffffffffffffffff\",\"object\":"
                + "\"s3://dead/a/b\",\"bytes\":42,\"partition_key\":\"k\"}}\n");
  }

  // Else the same row is written and sent once more after a crash.
  @Test
  void afterACrashAPointerIsKnownAsItsEvent() {
    byte[] pointer = PointerRecord.of(ID, new DeadLetterPlace.InFile("/f", 7), 42, "k");
    assertThat(PointerRecord.id(ByteSlice.of(pointer))).isEqualTo(ID);
    assertThat(PointerRecord.id(ByteSlice.utf8("{\"table\":\"dead_letter\"}\n"))).isNull();
    var digests = new IdentityDigests((record, out) -> out.write(record));
    ByteSlice large = ByteSlice.utf8("x".repeat(5_000));
    Digest event = Objects.requireNonNull(digests.of(large));
    byte[] standsForIt = PointerRecord.of(event, new DeadLetterPlace.InFile("/f", 7), 5_000, "k");
    assertThat(digests.of(ByteSlice.of(standsForIt))).isEqualTo(event);
  }
}
