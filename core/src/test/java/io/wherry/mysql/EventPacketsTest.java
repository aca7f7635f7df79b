package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packets of the protocol, made here, through the ring that carries them.
class EventPacketsTest {
  private static final int PACKET_MAX = 0xFF_FFFF;
  private static final int RING = 4096;
  private static final ServerOptions OPTIONS = ServerOptions.of("db", 3306, "repl", "");

  @TempDir Path folder;

  private final Semaphore bell = new Semaphore(0);
  private final ByteWriter wire = new ByteWriter();
  private int sequence = 1;

  /// An event of `size` bytes whose header says so, filled with its number.
  private static byte[] event(int size, int number) {
    byte[] event = new byte[size];
    java.util.Arrays.fill(event, (byte) number);
    for (int i = 0; i < 4; i++) {
      event[9 + i] = (byte) (size >>> (8 * i));
    }
    return event;
  }

  private void packet(byte[] payload, int offset, int length) {
    RegisterReplica.littleEndian(wire, length, 3);
    wire.write(sequence++ & 0xFF);
    wire.write(payload, offset, length);
  }

  private void send(int marker, byte[] body) {
    byte[] payload = new byte[1 + body.length];
    payload[0] = (byte) marker;
    System.arraycopy(body, 0, payload, 1, body.length);
    int at = 0;
    while (payload.length - at >= PACKET_MAX) {
      packet(payload, at, PACKET_MAX);
      at += PACKET_MAX;
    }
    packet(payload, at, payload.length - at);
  }

  /// A socket that gives what it likes.
  private static InputStream crumbs(byte[] bytes, RandomGenerator random, int max) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(max)));
      }
    };
  }

  private EventPackets packets(InputStream in, int size) {
    var ring = new ByteRing(size, bell::release);
    Thread.ofVirtual().start(() -> ring.carry(in));
    return new EventPackets(ring, new ErrorLines(OPTIONS), folder);
  }

  private EventPackets packets() {
    return packets(new ByteArrayInputStream(wire.copy()), RING);
  }

  private ByteSlice next(EventPackets packets) {
    @Nullable ByteSlice event = packets.next();
    while (event == null) {
      bell.acquireUninterruptibly();
      event = packets.next();
    }
    return event;
  }

  /// Events that lie in the ring, go around its end, are larger than it; sockets that give single
  /// bytes: each event arrives whole, once, in order.
  @Test
  void everyEventArrivesAsItWasSent() {
    Seeds.forAll(
        300,
        random -> {
          wire.clear();
          sequence = 1;
          bell.drainPermits();
          var sent = new ArrayList<byte[]>();
          for (int i = 0; i < 50; i++) {
            int size = 19 + random.nextInt(random.nextInt(10) == 0 ? 3 * RING : 200);
            sent.add(event(size, i));
            send(0, sent.getLast());
          }
          int max = random.nextBoolean() ? 7 : 2 * RING;
          EventPackets packets = packets(crumbs(wire.copy(), random, max), RING);
          for (byte[] event : sent) {
            assertThat(next(packets).copy()).isEqualTo(event);
          }
        });
  }

  /// The last packet of an event whose length is a multiple of the packet's is empty; a reader that
  /// took it for the end of the log would stop.
  @Test
  void eventsOfManyPacketsAreJoined() {
    for (int size : List.of(PACKET_MAX - 2, PACKET_MAX - 1, PACKET_MAX, 2 * PACKET_MAX - 1)) {
      wire.clear();
      sequence = 1;
      bell.drainPermits();
      send(0, event(size, 7));
      send(0, event(30, 8));
      EventPackets packets = packets(new ByteArrayInputStream(wire.copy()), 1 << 16);
      assertThat(next(packets).copy()).isEqualTo(event(size, 7));
      assertThat(next(packets).copy()).isEqualTo(event(30, 8));
    }
  }

  /// What came before the end must not be lost with it.
  @Test
  void theEndComesBehindTheEventsBeforeIt() {
    send(0, event(100, 1));
    send(0, event(100, 2));
    EventPackets packets = packets();
    next(packets);
    next(packets);
    assertThatThrownBy(() -> next(packets))
        .hasMessage("db:3306: the server closed the connection: connecting again may help");
  }

  @Test
  void anEventCutShortByTheEndIsNotShown() {
    send(0, event(100, 1));
    wire.cut(wire.length() - 1);
    EventPackets packets = packets();
    assertThatThrownBy(() -> next(packets)).hasMessageContaining("closed the connection");
  }

  @Test
  void aRefusalIsTheServersWord() {
    send(0, event(100, 1));
    send(0xFF, "#\4#HY000Something new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    EventPackets packets = packets();
    next(packets);
    assertThatThrownBy(() -> next(packets))
        .isInstanceOfSatisfying(ServerException.class, e -> assertThat(e.code()).isEqualTo(0x0423))
        .hasMessage(
            "db:3306 says: Something new (error 1059): see the server's manual for this error");
  }

  @Test
  void anEofPacketMeansThatTheServerEnds() {
    send(0xFE, new byte[4]);
    EventPackets packets = packets();
    assertThatThrownBy(() -> next(packets))
        .hasMessage("db:3306: the server ended the log: connecting again may help");
  }

  /// A proxy that drops or adds bytes must not make events out of their middles.
  @Test
  void aPacketOutOfTurnStopsTheStream() {
    send(0, event(100, 1));
    sequence++;
    send(0, event(100, 2));
    EventPackets packets = packets();
    next(packets);
    assertThatThrownBy(() -> next(packets))
        .hasMessage(
            "db:3306 sent packet number 3 where 2 comes next: is there a proxy in between?"
                + " Connecting again");
  }

  @Test
  void anEventThatIsLongerThanItSaysStopsTheStream() {
    byte[] event = event(PACKET_MAX + 100, 1);
    event[9] = (byte) (event[9] - 1);
    send(0, event);
    EventPackets packets = packets(new ByteArrayInputStream(wire.copy()), 1 << 16);
    assertThatThrownBy(() -> next(packets))
        .hasMessage(
            "db:3306 sent an event of 16777314 bytes goes on behind its end: is there a proxy in"
                + " between? Connecting again");
  }
}
