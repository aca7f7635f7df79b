package io.wherry.app;

import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.StreamProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What `check` finds out by reading a stream, and with `--probe` by putting into it.
final class ProbeCheck {
  private ProbeCheck() {}

  /// Whether the stream may be read: without that nobody knows after a crash what is in it.
  static Finding reading(SdkKinesis kinesis, List<Shard> shards) throws InterruptedException {
    Shard open = shards.stream().filter(Shard::open).findFirst().orElse(null);
    if (open == null) {
      return Finding.fail("stream", "has no open shard: wait until it is ACTIVE");
    }
    try {
      kinesis.reader(open.id(), new ReadFrom.Latest()).next();
      return Finding.ok("stream", "can be read: what a crash leaves open is read back");
    } catch (KinesisException e) {
      return Finding.warn(
          "stream", e.getMessage() + "; without it rows may come twice after a crash or a timeout");
    }
  }

  /// Measures the two assumptions that delivery rests on.
  static List<Finding> probe(SdkKinesis kinesis) throws InterruptedException {
    String mark = UUID.randomUUID().toString();
    List<Finding> findings = new ArrayList<>();
    try {
      StreamProbe.Measured found = StreamProbe.run(kinesis, mark, System::nanoTime);
      findings.add(
          Finding.warn(
              "probe",
              ("%d records {\"wherry\":\"probe\",\"id\":\"%s\",…} were put into %d shards:"
                      + " consumers see them")
                  .formatted(found.stored(), mark, found.shards())));
      if (found.throttled() > 0) {
        findings.add(
            Finding.warn(
                "probe",
                found.throttled() + " more were throttled: the stream is near its limits"));
      }
      if (found.trouble() != null) {
        findings.add(Finding.fail("probe", found.trouble() + ": see to that, then probe again"));
        return findings;
      }
      findings.add(
          within(
              "REQUEST_LIFE",
              "the slowest put was answered after %d ms; a put is given up after %d ms",
              found.slowestPut(),
              KinesisLimits.REQUEST_LIFE));
      findings.add(
          within(
              "READ_LAG",
              "the slowest record was seen %d ms after its acknowledgement; assumed are at most"
                  + " %d ms",
              found.slowestSeen(),
              KinesisLimits.READ_LAG));
    } catch (KinesisException e) {
      findings.add(Finding.fail("probe", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  static Finding within(String subject, String text, Duration measured, Duration assumed) {
    String line = text.formatted(measured.toMillis(), assumed.toMillis());
    return measured.compareTo(assumed) < 0
        ? Finding.ok(subject, line)
        : Finding.warn(subject, line + ": after a crash or a timeout a row may come twice");
  }
}
