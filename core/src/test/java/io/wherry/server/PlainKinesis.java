package io.wherry.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A client of Kinesis's HTTP API in its JSON form, by hand: tests read back through it what the
/// product wrote through the AWS SDK, so that a misunderstanding cannot cancel itself out. It signs
/// nothing, which emulators do not mind.
///
/// Source: Amazon Kinesis Data Streams API Reference.
public final class PlainKinesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(20);
  private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

  /// How long somebody who waits looks with short pauses.
  private static final Duration OFTEN = Duration.ofSeconds(5);

  private static final int ACTIVE_TRIES = 500;
  private static final int RECORDS_A_CALL = 10_000;

  /// Of 20 ms each: five calls a second may read a shard.
  private static final int BUSY_TRIES = 500;

  /// Well-formed and wrong.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/kinesis/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature=0";

  /// kinesis-local never answers a request that offers to go on in HTTP/2.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI endpoint;

  /// A client of the service at `endpoint`, `http://127.0.0.1:4567`.
  public PlainKinesis(URI endpoint) {
    this.endpoint = endpoint;
  }

  /// A record of a stream.
  ///
  /// @param shard the shard it lies in
  /// @param sequenceNumber ascending within the shard
  /// @param partitionKey as it was put
  /// @param data the record's bytes as UTF-8
  public record Stored(String shard, String sequenceNumber, String partitionKey, String data) {}

  public URI endpoint() {
    return endpoint;
  }

  /// Whether the service answers at all.
  boolean answers() {
    try {
      call("ListStreams", JSON.createObjectNode());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  public void createStream(String stream, int shards) {
    call("CreateStream", request(stream).put("ShardCount", shards));
    awaitActive(stream);
  }

  public void deleteStream(String stream) {
    call("DeleteStream", request(stream));
  }

  /// Splits or merges shards until so many are open, and waits for that.
  public void reshard(String stream, int shards) {
    ObjectNode target = request(stream).put("TargetShardCount", shards);
    call("UpdateShardCount", target.put("ScalingType", "UNIFORM_SCALING"));
    awaitActive(stream);
  }

  /// Splits a shard in the middle of its hash keys, and waits for that.
  public void split(String stream, String shard) {
    JsonNode range = find(stream, shard).path("HashKeyRange");
    var first = new BigInteger(range.path("StartingHashKey").asText());
    var last = new BigInteger(range.path("EndingHashKey").asText());
    call(
        "SplitShard",
        request(stream)
            .put("ShardToSplit", shard)
            .put("NewStartingHashKey", first.add(last).shiftRight(1).toString()));
    awaitActive(stream);
  }

  /// Merges two neighbours, and waits for that.
  public void merge(String stream, String shard, String neighbour) {
    call(
        "MergeShards",
        request(stream).put("ShardToMerge", shard).put("AdjacentShardToMerge", neighbour));
    awaitActive(stream);
  }

  private JsonNode find(String stream, String shard) {
    for (JsonNode found : call("ListShards", request(stream)).path("Shards")) {
      if (found.path("ShardId").asText().equals(shard)) {
        return found;
      }
    }
    throw new IllegalStateException("stream " + stream + " has no shard " + shard);
  }

  /// The names of all streams.
  public List<String> streams() {
    var names = new ArrayList<String>();
    call("ListStreams", JSON.createObjectNode())
        .path("StreamNames")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  /// The answer's `StreamDescriptionSummary`.
  public JsonNode describe(String stream) {
    return call("DescribeStreamSummary", request(stream)).path("StreamDescriptionSummary");
  }

  /// The ids of all shards, closed ones too.
  public List<String> shards(String stream) {
    var ids = new ArrayList<String>();
    call("ListShards", request(stream))
        .path("Shards")
        .forEach(shard -> ids.add(shard.path("ShardId").asText()));
    return ids;
  }

  /// Every record of every shard from the oldest on, in the order of each shard.
  public List<Stored> records(String stream) {
    var records = new ArrayList<Stored>();
    for (String shard : shards(stream)) {
      read(stream, shard, records);
    }
    return records;
  }

  /// The data of `records`.
  public List<String> data(String stream) {
    return records(stream).stream().map(Stored::data).toList();
  }

  /// Puts one record and returns its sequence number.
  public String put(String stream, String partitionKey, String data) {
    String base64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
    return call("PutRecord", request(stream).put("PartitionKey", partitionKey).put("Data", base64))
        .path("SequenceNumber")
        .asText();
  }

  /// Waits until the stream is there and holds at least this many records. Looks seldom after a
  /// while: a shard takes five reads a second from all, and Wherry may have to read it back.
  public void awaitRecords(String stream, int records) {
    long start = System.nanoTime();
    long deadline = start + WherryProcess.PATIENCE.toNanos();
    int seen = -1;
    while (System.nanoTime() < deadline) {
      seen = streams().contains(stream) ? data(stream).size() : -1;
      if (seen >= records) {
        return;
      }
      pause(System.nanoTime() - start < OFTEN.toNanos() ? SHORT_PAUSE : LONG_PAUSE);
    }
    throw new AssertionError("stream " + stream + " holds " + seen + " of " + records + " records");
  }

  void awaitActive(String stream) {
    for (int i = 0; i < ACTIVE_TRIES; i++) {
      try {
        if (describe(stream).path("StreamStatus").asText().equals("ACTIVE")) {
          return;
        }
      } catch (IllegalStateException notYetThere) {
        if (i == ACTIVE_TRIES - 1) {
          throw notYetThere;
        }
      }
      pause(SHORT_PAUSE);
    }
    throw new IllegalStateException("stream " + stream + " does not become active");
  }

  private void read(String stream, String shard, List<Stored> into) {
    ObjectNode start = request(stream).put("ShardId", shard);
    start.put("ShardIteratorType", "TRIM_HORIZON");
    JsonNode iterator = call("GetShardIterator", start).path("ShardIterator");
    while (iterator.isTextual()) {
      JsonNode answer =
          call(
              "GetRecords",
              JSON.createObjectNode()
                  .put("ShardIterator", iterator.asText())
                  .put("Limit", RECORDS_A_CALL));
      for (JsonNode stored : answer.path("Records")) {
        byte[] data = Base64.getDecoder().decode(stored.path("Data").asText());
        into.add(
            new Stored(
                shard,
                stored.path("SequenceNumber").asText(),
                stored.path("PartitionKey").asText(),
                new String(data, StandardCharsets.UTF_8)));
      }
      boolean atTip = answer.path("MillisBehindLatest").asLong() == 0;
      if (atTip && answer.path("Records").isEmpty()) {
        return;
      }
      iterator = answer.path("NextShardIterator");
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a stream", e);
    }
  }

  private static ObjectNode request(String stream) {
    return JSON.createObjectNode().put("StreamName", stream);
  }

  /// Waits where the service says that it is asked too often.
  private JsonNode call(String action, ObjectNode body) {
    for (int i = 0; ; i++) {
      HttpResponse<String> answer = once(action, body);
      if (answer.statusCode() == 200) {
        return read(answer.body());
      }
      boolean tooOften = answer.body().contains("ProvisionedThroughputExceededException");
      if (!tooOften || i == BUSY_TRIES) {
        throw new IllegalStateException(
            action + ": status " + answer.statusCode() + ": " + answer.body());
      }
      pause(SHORT_PAUSE);
    }
  }

  private static JsonNode read(String body) {
    try {
      return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + body, e);
    }
  }

  private HttpResponse<String> once(String action, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Kinesis_20131202." + action)
            .header("X-Amz-Date", "20261122T000000Z")
            .header("Authorization", AUTHORIZATION)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(action + " at " + endpoint + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + action, e);
    }
  }
}
