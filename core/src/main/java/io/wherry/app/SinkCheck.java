package io.wherry.app;

import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.StreamDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `check` looks at where the records are to go.
final class SinkCheck {
  private SinkCheck() {}

  /// @param probe whether to put marked records into a stream and to measure
  static List<Finding> look(RunOptions.Sink options, boolean probe) throws InterruptedException {
    return switch (options.target()) {
      case SinkTarget.Stdout _ -> List.of(Finding.ok("sink", "stdout"));
      case SinkTarget.File file -> List.of(file(file.path()));
      case SinkTarget.Kinesis kinesis -> {
        List<Finding> findings = new ArrayList<>(stream(options, kinesis.stream(), probe));
        findings.addAll(DeadLetters.look(options));
        yield findings;
      }
    };
  }

  private static Finding file(Path path) {
    return DeadLetters.isWritable(path)
        ? Finding.ok("sink", "file " + path + " can be written")
        : Finding.fail("sink", "file " + path + " cannot be written: name another, or allow it");
  }

  private static List<Finding> stream(RunOptions.Sink options, String name, boolean probe)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (SdkKinesis kinesis = Sinks.client(options, name)) {
      Optional<StreamDescription> found = kinesis.describe();
      if (found.isEmpty()) {
        findings.add(
            options.create().isPresent()
                ? Finding.ok("stream", name + " is not there: run will create it")
                : Finding.fail(
                    "stream",
                    name + " is not there: create it, or give --sink.create=SHARDS|on-demand"));
        return findings;
      }
      StreamDescription stream = found.get();
      findings.add(
          stream.takesRecords()
              ? Finding.ok("stream", name + " is " + stream.status())
              : Finding.fail(
                  "stream", name + " is " + stream.status() + ": wait or choose another"));
      List<Shard> shards = kinesis.shards();
      findings.add(
          Finding.ok(
              "stream",
              shards.size()
                  + " shards; a record may have "
                  + stream.recordBytes()
                  + " bytes with its key"));
      findings.add(ProbeCheck.reading(kinesis, shards));
      if (probe) {
        findings.addAll(ProbeCheck.probe(kinesis));
      }
    } catch (KinesisException e) {
      findings.add(Finding.fail("stream", String.valueOf(e.getMessage())));
    }
    return findings;
  }
}
