package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  private record Kept(long place, ByteSlice key, ByteSlice record) {}

  // A chunk used again too early would change a record while it is on its way.
  @Test
  void aRecordStaysAsItIsUntilItIsReleased() {
    Seeds.forAll(30, RecordBytesTest::keepAndRelease);
  }

  private static void keepAndRelease(RandomGenerator random) {
    var bytes = new RecordBytes();
    List<Kept> kept = new ArrayList<>();
    for (int step = 0; step < 600; step++) {
      if (kept.isEmpty() || random.nextInt(100) < (step < 400 ? 60 : 30)) {
        ByteSlice key = randomBytes(random, 40);
        ByteSlice record = randomBytes(random, random.nextInt(9) == 0 ? 150_000 : 9_000);
        kept.add(new Kept(bytes.append(key, record), key, record));
      } else {
        Kept one = kept.remove(random.nextInt(kept.size()));
        int at = RecordBytes.offset(one.place);
        byte[] key = new byte[one.key.length()];
        byte[] record = new byte[one.record.length()];
        bytes.chunk(one.place).get(at, key).get(at + key.length, record);
        assertThat(key).isEqualTo(one.key.array());
        assertThat(record).isEqualTo(one.record.array());
        bytes.release(one.place);
      }
    }
  }

  private static ByteSlice randomBytes(RandomGenerator random, int below) {
    byte[] bytes = new byte[random.nextInt(below)];
    random.nextBytes(bytes);
    return ByteSlice.of(bytes);
  }

  // Small and large records by turns must not cost a whole chunk each: four times the window.
  @Test
  void smallAndLargeRecordsByTurnsDoNotWasteAChunkEach() {
    var bytes = new RecordBytes();
    var places = new ArrayList<Long>();
    for (int i = 0; i < 100; i++) {
      places.add(bytes.append(ByteSlice.utf8("k"), ByteSlice.of(new byte[300])));
      places.add(bytes.append(ByteSlice.utf8("k"), ByteSlice.of(new byte[70_000])));
    }
    Set<ByteBuffer> chunks = Collections.newSetFromMap(new IdentityHashMap<>());
    places.forEach(place -> chunks.add(bytes.chunk(place)));
    long capacity = chunks.stream().mapToLong(ByteBuffer::capacity).sum();
    assertThat(capacity).isLessThan(100 * 70_001L + 2 * RecordBytes.CHUNK);
  }
}
