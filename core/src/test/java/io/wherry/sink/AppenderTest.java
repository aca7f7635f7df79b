package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AppenderTest {
  private static final ByteSlice RECORD = ByteSlice.utf8("record\n");

  /// A disk that forces only when the test lets it.
  private static final class Disk implements Appender.Target {
    final Semaphore mayForce = new Semaphore(0);
    volatile String written = "";
    volatile int forces;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void write(ByteBuffer bytes) {
      written = written + StandardCharsets.UTF_8.decode(bytes);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void force() throws IOException {
      try {
        if (!mayForce.tryAcquire(30, TimeUnit.SECONDS)) {
          throw new IOException("the test forgot this force");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      forces++;
    }
  }

  private final Disk disk = new Disk();
  private final Semaphore bell = new Semaphore(0);
  private long now;

  private final Appender appender =
      new Appender(WindowOptions.DEFAULT, disk, true, () -> now, bell::release);

  private void stepAfterBell() throws Exception {
    assertThat(bell.tryAcquire(30, TimeUnit.SECONDS)).as("rung").isTrue();
    assertThat(appender.step()).isTrue();
  }

  // The checkpoint stands behind what is acknowledged; a power cut takes what was only written.
  @Test
  void whatIsWrittenButNotForcedIsNotAcknowledged() throws Exception {
    appender.offer(RECORD);
    assertThat(appender.step()).isFalse();
    now += Appender.WRITE_NANOS;
    assertThat(appender.step()).isTrue();
    stepAfterBell();
    assertThat(disk.written).isEqualTo("record\n");
    assertThat(appender.acknowledged()).isZero();
    assertThat(appender.nextStepNanos()).isEqualTo(Appender.FORCE_NANOS);
    now += Appender.FORCE_NANOS;
    assertThat(appender.step()).isTrue();
    assertThat(appender.acknowledged()).isZero();
    disk.mayForce.release();
    stepAfterBell();
    assertThat(disk.forces).isEqualTo(1);
    assertThat(appender.acknowledged()).isEqualTo(1);
    assertThat(appender.nextStepNanos()).isEqualTo(Long.MAX_VALUE);
  }

  // A disk takes a tenth of a second and more to force; reading must go on meanwhile.
  @Test
  void recordsAreTakenWhileTheDiskForces() throws Exception {
    appender.offer(RECORD);
    appender.step();
    now += Appender.WRITE_NANOS;
    appender.step();
    stepAfterBell();
    now += Appender.FORCE_NANOS;
    assertThat(appender.step()).isTrue();
    for (int i = 0; i < 1_000; i++) {
      assertThat(appender.hasRoom()).isTrue();
      appender.offer(RECORD);
      assertThat(appender.step()).isFalse();
    }
    disk.mayForce.release();
    stepAfterBell();
    assertThat(appender.acknowledged()).isEqualTo(1);
    assertThat(appender.offered()).isEqualTo(1_001);
  }

  // A checkpoint that moves only when the log rests never moves on a busy server.
  @Test
  void underSteadyLoadForcesComeAtLeastOnceASecond() throws Exception {
    disk.mayForce.release(1_000);
    long forcedAt = 0;
    int forces = 0;
    for (int i = 0; i < 2_000; i++) {
      appender.offer(RECORD);
      now += 5_000_000L;
      if (appender.step() && appender.inFlight() > 0) {
        stepAfterBell();
      }
      if (disk.forces > forces) {
        forces = disk.forces;
        forcedAt = now;
      }
      assertThat(now - forcedAt).isLessThan(1_000_000_000L);
    }
  }
}
