package io.wherry.app;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.Seen;
import io.wherry.pipeline.Checkpoint;

/// What `check` looks at where a run remembers how far it came. Nothing is taken or changed there.
final class StoreCheck {
  private static final String NAME = "checkpoint";

  private StoreCheck() {}

  static Finding look(CheckpointOptions options) {
    try {
      return Stores.look(options)
          .map(seen -> finding(options, seen))
          .orElse(Finding.ok(NAME, options + ": its table is not there: run creates it"));
    } catch (CheckpointException e) {
      return Finding.fail(NAME, String.valueOf(e.getMessage()));
    }
  }

  private static Finding finding(CheckpointOptions options, Seen seen) {
    String use = seen.holder() == null ? "" : "; a run" + seen.holder() + " uses it";
    if (seen.document().isEmpty()) {
      return Finding.ok(NAME, options + ": nothing is saved there yet" + use);
    }
    try {
      Checkpoint checkpoint = Checkpoint.parse(seen.document().get());
      String order =
          seen.holder() != null
              ? ""
              : checkpoint.clean()
                  ? ", left in good order"
                  : ", not left in good order: rows behind it may have been sent";
      return Finding.ok(NAME, options + ": at " + checkpoint.position() + order + use);
    } catch (IllegalArgumentException e) {
      return Finding.fail(
          NAME, options + ": " + e.getMessage() + ": restore it, or give --restart-from");
    }
  }
}
