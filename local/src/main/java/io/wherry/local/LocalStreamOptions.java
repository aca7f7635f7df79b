package io.wherry.local;

import io.wherry.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a [LocalStream] is to be.
///
/// @param host name or address to listen at
/// @param port 0 takes any free one
/// @param streams there from the start; one that the data folder already has stays as it is
/// @param data folder that keeps everything over restarts; null: memory alone
/// @param throttling whether shards keep to the service's limits
/// @param retention how long records are kept
/// @param memoryBytes most bytes of records in memory; beyond it the oldest go, with a folder to
///   the disk alone, without one for good
/// @param faults what goes wrong, call by call
/// @param changeTime how long a stream is CREATING, UPDATING or DELETING
/// @param clock what time it is
/// @param notice takes lines that a person should read
public record LocalStreamOptions(
    String host,
    int port,
    List<NewStream> streams,
    @Nullable Path data,
    boolean throttling,
    Duration retention,
    long memoryBytes,
    Faults faults,
    Duration changeTime,
    InstantSource clock,
    Consumer<String> notice) {
  /// What records take in memory by default: fits into a heap of 256 MiB beside other work.
  public static final long MEMORY_BYTES = 64L << 20;

  /// As long as the service keeps records by default.
  public static final Duration RETENTION = Duration.ofHours(24);

  private static final Duration CHANGE_TIME = Duration.ofMillis(50);

  /// A stream to be created.
  ///
  /// @param shards open ones
  public record NewStream(String name, int shards) {}

  /// Copies the list.
  public LocalStreamOptions {
    streams = List.copyOf(streams);
  }

  /// At any free port of this machine, in memory, with the service's limits, without streams.
  public static LocalStreamOptions defaults() {
    return new LocalStreamOptions(
        "127.0.0.1",
        0,
        List.of(),
        null,
        true,
        RETENTION,
        MEMORY_BYTES,
        Faults.NONE,
        CHANGE_TIME,
        InstantSource.system(),
        line -> {});
  }

  /// Listening at another address.
  public LocalStreamOptions withHost(String value) {
    return new LocalStreamOptions(
        value,
        port,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// At this port; 0 takes any free one.
  public LocalStreamOptions withPort(int value) {
    return new LocalStreamOptions(
        host,
        value,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// With one more stream.
  public LocalStreamOptions withStream(String name, int shards) {
    var all = new ArrayList<NewStream>(streams);
    all.add(new NewStream(name, shards));
    return new LocalStreamOptions(
        host,
        port,
        all,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// With a folder that keeps everything over restarts.
  public LocalStreamOptions withData(Path value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        value,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// With or without the service's limits per shard.
  public LocalStreamOptions withThrottling(boolean value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        value,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// With records kept so long.
  public LocalStreamOptions withRetention(Duration value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        throttling,
        value,
        memoryBytes,
        faults,
        changeTime,
        clock,
        notice);
  }

  /// With another bound on the records in memory.
  public LocalStreamOptions withMemoryBytes(long value) {
    return new LocalStreamOptions(
        host, port, streams, data, throttling, retention, value, faults, changeTime, clock, notice);
  }

  /// With faults.
  public LocalStreamOptions withFaults(Faults value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        value,
        changeTime,
        clock,
        notice);
  }

  /// With streams that are CREATING, UPDATING or DELETING so long.
  public LocalStreamOptions withChangeTime(Duration value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        value,
        clock,
        notice);
  }

  /// With another clock.
  public LocalStreamOptions withClock(InstantSource value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        value,
        notice);
  }

  /// With a reader for lines that a person should see.
  public LocalStreamOptions withNotice(Consumer<String> value) {
    return new LocalStreamOptions(
        host,
        port,
        streams,
        data,
        throttling,
        retention,
        memoryBytes,
        faults,
        changeTime,
        clock,
        value);
  }
}
