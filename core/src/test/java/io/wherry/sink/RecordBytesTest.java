package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.List;
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
        byte[] array = bytes.array(one.place);
        int at = RecordBytes.offset(one.place);
        int keyLength = one.key.length();
        var found = new ByteSlice();
        assertThat(found.wrap(array, at, keyLength).sameBytes(one.key)).isTrue();
        found.wrap(array, at + keyLength, one.record.length());
        assertThat(found.sameBytes(one.record)).isTrue();
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
    long arrays =
        places.stream().map(bytes::array).distinct().mapToLong(array -> array.length).sum();
    assertThat(arrays).isLessThan(100 * 70_001L + 2 * RecordBytes.CHUNK);
  }
}
