package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.DeliveryCounts;
import io.wherry.sink.KeyWaits;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines that a Kinesis sink says.
final class SinkLog {
  /// Least time between two lines about calls that fail, in nanoseconds.
  private static final long SAY_EVERY = 10_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(KinesisSink.class);
  private static final int KEY_SHOWN = 120;

  private final String stream;
  private final LongSupplier nanoTime;
  private long failedSaid;
  private long failedAt;
  private boolean laterSaid;
  private long laterAt;
  private long disorderedSaid;
  private long unprovenSaid;

  SinkLog(String stream, LongSupplier nanoTime) {
    this.stream = stream;
    this.nanoTime = nanoTime;
  }

  /// Says what failed since the last time: without a line nobody would know why nothing moves.
  void tell(DeliveryCounts counts, long unproven) {
    long failed = counts.unknown() + counts.notStored();
    long now = nanoTime.getAsLong();
    if (failed > failedSaid && (failedSaid == 0 || now - failedAt >= SAY_EVERY)) {
      LOG.warn(
          "stream {}: {} records of calls that failed are looked for or sent again: {}",
          stream,
          failed - failedSaid,
          counts.trouble());
      failedSaid = failed;
      failedAt = now;
    }
    if (counts.disordered() > disorderedSaid) {
      LOG.warn("{}", disordered(counts.disorder(), counts.disordered()));
      disorderedSaid = counts.disordered();
    }
    if (unproven > unprovenSaid) {
      LOG.warn(
          "stream {}: {} records are sent again though nobody could read whether they are there:"
              + " some may come twice",
          stream,
          unproven - unprovenSaid);
      unprovenSaid = unproven;
    }
  }

  String disordered(@Nullable String what, long count) {
    return ("stream %s: the service broke the order that delivery rests on, %d times so far: %s:"
            + " use --sink.ordering=strict")
        .formatted(stream, count, what);
  }

  void hotKey(KeyWaits waits) {
    LOG.warn("{}", hot(waits));
  }

  String hot(KeyWaits waits) {
    String key =
        waits.ofOneKey() == 0
            ? ""
            : ", %d of them with partition key %s"
                .formatted(waits.ofOneKey(), shown(ByteSlice.utf8(waits.partitionKey())));
    return ("stream %s: nothing more is read: %d of the %d records that must be stored first wait"
            + " until an earlier one of their row is stored%s: a row's records go one at a time,"
            + " one a round trip; --sink.aggregate=true sends many in one")
        .formatted(stream, waits.waiting(), waits.unstored(), key);
  }

  void unprovable(String why) {
    LOG.warn(
        "stream {}: what the last run sent beyond its checkpoint cannot be known, {}: those rows"
            + " may come twice",
        stream,
        why);
  }

  void recovering() {
    LOG.info("stream {}: reading what the last run sent beyond its checkpoint", stream);
  }

  void recovered(long found, long foreign, @Nullable String failure) {
    if (failure != null) {
      unprovable(failure);
    }
    LOG.info(
        "stream {}: {} events are there beyond the checkpoint, and {} records of others",
        stream,
        found,
        foreign);
  }

  void replayed(long present, long left) {
    LOG.info(
        "stream {}: {} events were not sent again; {} that are there were not replayed",
        stream,
        present,
        left);
  }

  void deadLetter(ByteSlice key, long length, int recordBytes, DeadLetterPlace place) {
    LOG.warn("{}", deadLettered(key, length, recordBytes, place));
  }

  String deadLettered(ByteSlice key, long length, int recordBytes, DeadLetterPlace place) {
    return ("stream %s: the record with partition key %s is too large: %d bytes with its key, %d"
            + " are accepted: it is written to %s, and a pointer is sent")
        .formatted(stream, shown(key), length, recordBytes, place);
  }

  /// Says why nothing is read at the moment.
  void deadLetterLater(String why) {
    long now = nanoTime.getAsLong();
    if (!laterSaid || now - laterAt >= SAY_EVERY) {
      LOG.warn("{}: nothing is read until the record is written; trying again", why);
      laterSaid = true;
      laterAt = now;
    }
  }

  String tooLarge(ByteSlice key, long length, int recordBytes) {
    return ("stream %s: the record with partition key %s is too large: %d bytes with its key, %d"
            + " are accepted: raise the stream's MaxRecordSizeInKiB (at most 10240), exclude the"
            + " table, or give --oversize=dead-letter")
        .formatted(stream, shown(key), length, recordBytes);
  }

  private static String shown(ByteSlice key) {
    String shown = key.utf8().replaceAll("\\p{Cntrl}", "?");
    return shown.length() > KEY_SHOWN ? shown.substring(0, KEY_SHOWN) + "…" : shown;
  }
}
