package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// Logs that nobody wrote, found by a fuzzer that watches which code they reach. Whatever the bytes
/// are, reading ends in rows or in one line, never in another exception, an endless loop, or memory
/// that the input does not justify.
///
/// As a test it reads the real servers' logs and what the fuzzer once found. To fuzz:
/// `JAZZER_FUZZ=1 mvn -pl core -am test -Dtest=EventFuzzTest -Dtest.left.out=`.
///
/// ```text
///   | how | length, 2 bytes | event, from its 19-byte header on, without checksum | length | …
///     1: believe the size that an event's header gives, else put it right
/// ```
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EventFuzzTest {
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Far above what such a log needs, far below what a believed length would ask for.
  private static final long ALLOCATION_MAX = 64L << 20;

  private static final int BELIEVE_SIZE = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int SIZE_AT = 9;

  /// The fuzzer's own work on a class that is loaded would count as ours.
  @BeforeAll
  static void loadClasses() {
    logs().forEach(log -> AnyLog.read(events(log)));
  }

  @MethodSource("logs")
  @FuzzTest(maxDuration = "5m")
  void anyLogEndsInRowsOrInOneLine(byte[] input) {
    List<byte[]> events = events(input);
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    AnyLog.read(events);
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_MAX);
  }

  private static List<byte[]> events(byte[] input) {
    List<byte[]> events = new ArrayList<>();
    int at = 1;
    while (at + 2 <= input.length) {
      int length = (input[at] & 0xFF) | (input[at + 1] & 0xFF) << 8;
      at += 2;
      byte[] event = Arrays.copyOfRange(input, at, Math.min(input.length, at + length));
      at += length;
      if ((input[0] & BELIEVE_SIZE) == 0 && event.length >= EventHeader.BYTES) {
        putSize(event);
      }
      events.add(event);
    }
    return events;
  }

  private static void putSize(byte[] event) {
    for (int i = 0; i < 4; i++) {
      event[SIZE_AT + i] = (byte) (event.length >>> (8 * i));
    }
  }

  /// The logs of real servers, as such inputs.
  static Stream<byte[]> logs() {
    return GoldenLog.ALL.stream().map(EventFuzzTest::input);
  }

  private static byte[] input(String log) {
    var input = ByteBuffer.allocate(64 << 10).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    input.put((byte) 0);
    boolean first = true;
    for (byte[] logged : GoldenLog.events(log)) {
      byte[] event = logged.clone();
      if (first) {
        // Its last bytes: the kind of checksum, 0 for none, and one that nobody looks at then.
        event[event.length - CHECKSUM_BYTES - 1] = 0;
      } else {
        event = Arrays.copyOf(event, event.length - CHECKSUM_BYTES);
      }
      first = false;
      input.putShort((short) event.length).put(event);
    }
    return Arrays.copyOf(input.array(), input.position());
  }
}
