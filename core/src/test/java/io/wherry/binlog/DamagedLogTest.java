package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.wherry.Damage;
import io.wherry.Seeds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Damaged logs of real servers. Whatever the bytes are, reading ends in rows or in one line, never
/// in another exception, an endless loop, or memory that the input does not justify.
class DamagedLogTest {
  private static final int TRIES = 3_000;

  /// Far above what any of these logs needs, far below what a believed length would ask for.
  private static final long ALLOCATION_MAX = 16L << 20;

  /// Checksums would catch most damage before a decoder sees it, so they are made right again: what
  /// is tested is what a server's own error, or a file without checksums, would bring.
  @Test
  @Timeout(120)
  void damageEndsInRowsOrInOneLine() {
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    GoldenLog.ALL.forEach(name -> AnyLog.read(GoldenLog.events(name)));
    Seeds.forAll(
        TRIES,
        random -> {
          String name = GoldenLog.ALL.get(random.nextInt(GoldenLog.ALL.size()));
          List<byte[]> events = GoldenLog.events(name).stream().map(byte[]::clone).toList();
          List<byte[]> damaged = damage(random, events);
          long before = memory.getCurrentThreadAllocatedBytes();
          AnyLog.read(damaged);
          assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_MAX);
        });
  }

  private static List<byte[]> damage(RandomGenerator random, List<byte[]> events) {
    int target = random.nextInt(events.size());
    byte[] event = Damage.of(random, events.get(target));
    if (event.length >= EventHeader.BYTES + 4 && random.nextInt(10) > 0) {
      Damage.seal(event);
    }
    List<byte[]> damaged = new ArrayList<>(events);
    damaged.set(target, event);
    return damaged;
  }
}
