package io.wherry.sink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The cuts of a sink that writes one file: records are acknowledged in order, so a barrier holds
/// back nothing.
public final class WrittenCuts {
  private long barrier = -1;

  /// As [Sink#start()].
  public static Cut start() {
    return new Cut(0, true, Map.of());
  }

  /// As [Sink#setBarrier()].
  public boolean set(long offered) {
    if (barrier >= 0) {
      return false;
    }
    barrier = offered;
    return true;
  }

  /// As [Sink#takeCut()].
  public @Nullable Cut take(long acknowledged) {
    if (barrier < 0 || acknowledged < barrier) {
      return null;
    }
    var cut = new Cut(barrier, true, Map.of());
    barrier = -1;
    return cut;
  }
}
