package io.wherry.sink;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries each request of a [Delivery] through one blocking call on a virtual thread of its own,
/// and brings it back to the stepping thread by an inbox. The machine's requests are the bound of
/// both: it has no more than it made.
public final class Carriers implements Consumer<Request> {
  private final Consumer<Request> call;
  private final Runnable bell;
  private final Queue<Request> inbox = new ConcurrentLinkedQueue<>();

  /// @param call sends a request, waits, and notes the outcome of each entry; an exception says
  ///   that no further try can succeed
  /// @param bell wakes the stepping thread
  public Carriers(Consumer<Request> call, Runnable bell) {
    this.call = call;
    this.bell = bell;
  }

  @Override
  public void accept(Request request) {
    Thread.startVirtualThread(() -> carry(request));
  }

  private void carry(Request request) {
    try {
      call.accept(request);
    } catch (RuntimeException e) {
      request.end(e);
    } finally {
      inbox.add(request);
      bell.run();
    }
  }

  /// A request that came back, or null when none is there.
  public @Nullable Request poll() {
    return inbox.poll();
  }
}
