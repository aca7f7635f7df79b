package io.wherry.local;

import io.wherry.local.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// What tests of the local stream have in common: streams and clients that end with the test.
abstract class LocalStreamTest {
  static final String SHARD_0 = "shardId-000000000000";
  static final String SHARD_1 = "shardId-000000000001";
  static final String SHARD_2 = "shardId-000000000002";
  static final Duration CHANGE = Duration.ofSeconds(1);

  final TestClock clock = new TestClock();
  private final List<AutoCloseable> open = new ArrayList<>();

  /// Without limits, in memory, at the test's time.
  LocalStreamOptions options() {
    return LocalStreamOptions.defaults()
        .withThrottling(false)
        .withChangeTime(CHANGE)
        .withClock(clock);
  }

  LocalStream start(LocalStreamOptions options) {
    LocalStream stream = LocalStream.start(options);
    open.add(stream);
    return stream;
  }

  Client client(LocalStreamOptions options) {
    return client(start(options), Wire.JSON);
  }

  Client client(LocalStream stream, Wire wire) {
    var client = new Client(stream, wire);
    open.add(client);
    return client;
  }

  /// A client of a stream `s`.
  Client withShards(int shards) {
    return client(options().withStream("s", shards));
  }

  /// Calls that change shards, and time for them to be done.
  void reshard(Client client, String operation, Map<String, Object> parameters) {
    client.ok(operation, parameters);
    clock.pass(CHANGE);
  }

  static String status(Client client, String stream) {
    Answer answer = client.ok("DescribeStreamSummary", Map.of("StreamName", stream));
    return String.valueOf(answer.inner("StreamDescriptionSummary").get("StreamStatus"));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
