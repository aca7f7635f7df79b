package io.wherry.bench;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// How many records a second the stream on one machine takes, in this process, in memory, with
/// throttling off: calls of 500 records that were made beforehand, over connections that are kept.
final class LocalStreamBenchmark implements Benchmark {
  private static final String STREAM = "bench";
  private static final int SHARDS = 4;

  /// A small row and a middling one as JSON.
  private static final List<Integer> RECORD_BYTES = List.of(115, 300);

  /// Enough calls that no cache holds them all.
  private static final int CALLS = 64;

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    var options = LocalStreamOptions.defaults().withStream(STREAM, SHARDS).withThrottling(false);
    try (var local = LocalStream.start(options)) {
      for (boolean cbor : List.of(true, false)) {
        for (int bytes : RECORD_BYTES) {
          List<Double> rates = rates(rounds, local.endpoint(), cbor, bytes);
          if (rates.isEmpty()) {
            return;
          }
          out.println(line(cbor ? "CBOR" : "JSON", bytes, rates));
        }
      }
    }
  }

  private static List<Double> rates(Rounds rounds, URI endpoint, boolean cbor, int bytes)
      throws InterruptedException {
    List<byte[]> calls = PreparedPuts.make(endpoint, STREAM, cbor, bytes, CALLS);
    var connections = new AtomicInteger();
    return rounds.measure(
        () -> new PutConnection(endpoint, calls, connections.getAndIncrement() * 7));
  }

  private static String line(String form, int bytes, List<Double> rates) {
    double median = Rounds.median(rates);
    return String.format(
        Locale.ROOT,
        "local-stream %s %d B: %,.0f records/s, %.1f MB/s (median of %d: %,.0f to %,.0f)",
        form,
        bytes,
        median,
        median * bytes / 1e6,
        rates.size(),
        rates.stream().min(Double::compare).orElseThrow(),
        rates.stream().max(Double::compare).orElseThrow());
  }
}
