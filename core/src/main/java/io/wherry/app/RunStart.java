package io.wherry.app;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.pipeline.Checkpoint;
import io.wherry.sink.kinesis.Startup;
import io.wherry.source.Memory;
import io.wherry.source.StartPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a run starts, and what it says about that: `--restart-from` wins over the checkpoint, the
/// checkpoint over `--start`, and without any of them it is the end of the log. Source: DESIGN 8,
/// DELIVERY 5.
final class RunStart {
  private final RunOptions options;
  private final @Nullable CheckpointStore store;
  private final Consumer<String> say;
  private final @Nullable Checkpoint saved;

  private RunStart(
      RunOptions options,
      @Nullable CheckpointStore store,
      Consumer<String> say,
      @Nullable Checkpoint saved) {
    this.options = options;
    this.store = store;
    this.say = say;
    this.saved = saved;
  }

  /// Reads the checkpoint.
  ///
  /// @param store null where nothing is remembered
  /// @param say takes lines for the user
  /// @throws CheckpointException when there is one that cannot be used: never a silent fresh start
  static RunStart read(RunOptions options, @Nullable CheckpointStore store, Consumer<String> say) {
    Optional<String> text = store == null ? Optional.empty() : store.load(Checkpoint.NAME);
    Checkpoint saved = text.map(t -> parse(options, t)).orElse(null);
    if (store != null && saved != null && saved.clean() && !store.isNewest()) {
      // Its run may not have been the last one: what that one sent must be looked up.
      say.accept(
          "the checkpoint at "
              + path(options)
              + " may be an older copy: taken for one that was not left in good order");
      saved = saved.unclean();
    }
    return new RunStart(options, store, say, saved);
  }

  private static Checkpoint parse(RunOptions options, String text) {
    try {
      return Checkpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          path(options) + ": " + e.getMessage() + ": restore it, or give --restart-from", e);
    }
  }

  private static String path(RunOptions options) {
    return options.checkpoint().map(Object::toString).orElse("none");
  }

  /// The place to start from.
  ///
  /// @param configuration digest of this run's configuration
  StartPosition position(String configuration) {
    if (options.restartFrom().isPresent()) {
      if (saved != null) {
        say.accept(
            "the checkpoint at "
                + path(options)
                + " ("
                + saved.position()
                + ") is passed over: --restart-from="
                + options.restartFrom().get()
                + " counts");
      }
      return StartPosition.parse(options.restartFrom().get());
    }
    if (saved == null) {
      return options.start().map(StartPosition::parse).orElse(new StartPosition.Latest());
    }
    if (options.start().isPresent()) {
      say.accept(
          "the checkpoint at "
              + path(options)
              + " counts: --start="
              + options.start().get()
              + " is ignored (--restart-from=POSITION overrides it)");
    }
    return new StartPosition.Checkpoint(continued(saved, configuration), memory(saved));
  }

  private Memory memory(Checkpoint checkpoint) {
    var documents = new LinkedHashMap<String, String>();
    for (String name : checkpoint.documents()) {
      Optional<String> text = store == null ? Optional.empty() : store.load(name);
      documents.put(
          name,
          text.orElseThrow(() ->
              new CheckpointException(
                  path(options)
                      + ": its document "
                      + name
                      + " is missing: restore it beside the checkpoint, or give --restart-from",
                  null)));
    }
    return new Memory(checkpoint.source(), documents);
  }

  /// Names of the documents that the checkpoint names.
  List<String> documents() {
    return saved == null ? List.of() : saved.documents();
  }

  /// What the checkpoint says of the sink, for a run that goes on from it.
  ///
  /// @param configuration digest of this run's configuration
  Startup.Earlier earlier(String configuration) {
    if (saved == null || options.restartFrom().isPresent()) {
      return Startup.Earlier.NONE;
    }
    if (!saved.clean() && !saved.configuration().equals(configuration)) {
      // Its rows may look different now: what is there cannot be compared.
      return Startup.Earlier.NONE;
    }
    return new Startup.Earlier(saved.lines(), saved.clean());
  }

  /// Number of this run: one more than the last one's.
  long epoch() {
    return saved == null ? 1 : saved.epoch() + 1;
  }

  private Position continued(Checkpoint checkpoint, String configuration) {
    Position position = checkpoint.position();
    if (!checkpoint.configuration().equals(configuration)) {
      say.accept(
          "the configuration differs from the checkpoint's: order and single delivery across the"
              + " change hold only for consumers that have caught up");
      if (position.rows() > 0) {
        // Filters may have changed what a row's number counts.
        position = position.withRows(0);
      }
    }
    boolean isReadBack = options.sink().target() instanceof SinkTarget.Kinesis;
    if (!checkpoint.clean()) {
      boolean known = isReadBack && checkpoint.configuration().equals(configuration);
      say.accept(
          "the last run did not end in good order: rows after "
              + position
              + (known
                  ? " that are in the stream already are looked up, and not sent again"
                  : " may be in the stream already and come again"));
    }
    return position;
  }

  /// Says where it starts, once that is known.
  void announce(Position resolved) {
    if (saved != null && options.restartFrom().isEmpty()) {
      say.accept("continuing at " + resolved + " from the checkpoint at " + path(options));
    } else if (options.start().isEmpty() && options.restartFrom().isEmpty()) {
      say.accept(
          (options.checkpoint().isPresent()
                  ? "no checkpoint at " + path(options)
                  : "no checkpoint and no --start")
              + ": starting at "
              + resolved
              + "; earlier rows are not sent");
    } else {
      say.accept("starting at " + resolved);
    }
  }
}
