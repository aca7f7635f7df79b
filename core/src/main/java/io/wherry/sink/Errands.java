package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// Takes errands and brings them back. Between the two a simulation puts the service it makes up.
public interface Errands {
  /// Sends an errand out; returns at once.
  void accept(Errand errand);

  /// An errand that came back, or null when none is there.
  @Nullable Errand poll();
}
