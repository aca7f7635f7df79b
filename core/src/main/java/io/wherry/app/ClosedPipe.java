package io.wherry.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that the reader of our standard output has gone away, while there is nothing to write.
/// Java can find that out only by writing, so the operating system is asked:
///
/// ```text
///   struct pollfd { int fd; short events; short revents; };      8 bytes
///   int poll(struct pollfd *fds, nfds_t nfds, int timeout);
///   fd 1, no events asked for: revents has POLLERR (8) or POLLHUP (16) when the reader is gone
/// ```
///
/// Where that is not possible, the next write finds out. Source: POSIX, "poll".
final class ClosedPipe implements AutoCloseable {
  /// Time between two looks.
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final Logger LOG = LoggerFactory.getLogger(ClosedPipe.class);

  private static final int STDOUT = 1;
  private static final int POLLERR = 8;
  private static final int POLLHUP = 16;
  private static final long POLLFD_BYTES = 8;
  private static final long REVENTS_AT = 6;

  private final Thread thread;

  private ClosedPipe(Thread thread) {
    this.thread = thread;
  }

  /// Watches until closed.
  ///
  /// @param gone called once, on another thread, when the reader has gone
  static ClosedPipe watch(Runnable gone) {
    return new ClosedPipe(Thread.ofVirtual().start(() -> watchUntilGone(gone)));
  }

  private static void watchUntilGone(Runnable gone) {
    try {
      do {
        Thread.sleep(LOOK);
      } while (!isGone());
      gone.run();
    } catch (InterruptedException _) {
      // Nobody wants to know any more.
    } catch (Throwable e) { // what the foreign call may throw is not declared
      LOG.debug("a reader of stdout that goes away is noticed at the next write only", e);
    }
  }

  private static boolean isGone() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment descriptor = arena.allocate(POLLFD_BYTES, Integer.BYTES);
      descriptor.set(ValueLayout.JAVA_INT, 0, STDOUT);
      int found = (int) Poll.CALL.invokeExact(descriptor, 1L, 0);
      int events = descriptor.get(ValueLayout.JAVA_SHORT, REVENTS_AT);
      return found > 0 && (events & (POLLERR | POLLHUP)) != 0;
    }
  }

  /// Linked when first needed.
  private static final class Poll {
    static final MethodHandle CALL = link();

    @SuppressWarnings("restricted") // the signature is that of POSIX
    private static MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      MemoryLayout number = ValueLayout.JAVA_INT;
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("poll"),
          FunctionDescriptor.of(number, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, number));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
