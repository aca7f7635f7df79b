package io.wherry.app;

import io.wherry.consumer.ReadRange;
import io.wherry.kinesis.ReadFrom;
import java.net.URI;
import java.util.Optional;

/// All that `tail` needs to know, parsed and checked.
///
/// @param stream name of the stream
/// @param endpoint URL of the Kinesis API; empty: AWS's own
/// @param region empty: the AWS SDK's default chain
public record TailOptions(
    String stream, Optional<URI> endpoint, Optional<String> region, ReadRange range) {

  /// @throws UsageException with all that is wrong with the values, alone and together
  static TailOptions of(OptionValues values) {
    if (values.get(TailSettings.STREAM).isEmpty() && !values.isNamed(TailSettings.STREAM)) {
      values.problem("--stream is missing: say which stream to read with --stream=STREAM");
    }
    values.check();
    boolean untilLatest = values.get(TailSettings.UNTIL).isPresent();
    return new TailOptions(
        values.need(TailSettings.STREAM),
        values.get(TailSettings.ENDPOINT),
        values.get(TailSettings.REGION),
        new ReadRange(
            values
                .get(TailSettings.FROM)
                .orElse(untilLatest ? new ReadFrom.Oldest() : new ReadFrom.Latest()),
            untilLatest));
  }
}
