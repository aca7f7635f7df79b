package io.wherry.sink;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries each errand through one blocking call on a virtual thread of its own, and brings it back
/// to the stepping thread by an inbox. The errands that the machine has under way are the bound of
/// both.
public final class Carriers implements Errands {
  private final Consumer<Errand> call;
  private final Runnable bell;
  private final Queue<Errand> inbox = new ConcurrentLinkedQueue<>();

  /// @param call does an errand, waits, and notes in it what came of it; an exception says that no
  ///   further try can succeed
  /// @param bell wakes the stepping thread
  public Carriers(Consumer<Errand> call, Runnable bell) {
    this.call = call;
    this.bell = bell;
  }

  @Override
  public void accept(Errand errand) {
    Thread.startVirtualThread(() -> carry(errand));
  }

  private void carry(Errand errand) {
    try {
      call.accept(errand);
    } catch (RuntimeException e) {
      switch (errand) {
        case Request request -> request.end(e);
        case ShardRead read -> read.failed(e);
        case ShardListing listing -> listing.failed(e);
        case DeadLetterWrite write -> write.end(e);
      }
    } finally {
      inbox.add(errand);
      bell.run();
    }
  }

  @Override
  public @Nullable Errand poll() {
    return inbox.poll();
  }
}
