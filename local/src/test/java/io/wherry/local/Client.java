package io.wherry.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A client that sends exactly what a test says.
final class Client implements AutoCloseable {
  /// An answer as it came.
  ///
  /// @param body as [Wire#read] gives it
  record Answer(int status, Map<String, Object> body) {
    String code() {
      return String.valueOf(body.get("__type"));
    }

    String message() {
      return String.valueOf(body.get("message"));
    }

    String text(String name) {
      return String.valueOf(body.get(name));
    }

    @SuppressWarnings("unchecked") // a test that asks for a list of structures gets one
    List<Map<String, Object>> list(String name) {
      return (List<Map<String, Object>>) body.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked") // a test that asks for a structure gets one
    Map<String, Object> inner(String name) {
      return (Map<String, Object>) body.getOrDefault(name, Map.of());
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final Wire wire;

  Client(LocalStream stream, Wire wire) {
    endpoint = stream.endpoint();
    this.wire = wire;
  }

  Client(LocalStream stream) {
    this(stream, Wire.JSON);
  }

  /// Calls, whatever comes of it.
  Answer call(String operation, Map<String, Object> parameters) {
    try {
      return send(operation, wire.write(parameters), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Calls and expects success.
  Answer ok(String operation, Map<String, Object> parameters) {
    Answer answer = call(operation, parameters);
    if (answer.status != 200) {
      throw new AssertionError(operation + ": " + answer);
    }
    return answer;
  }

  Answer send(String operation, byte[] body, boolean signed) throws IOException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "Kinesis_20131202." + operation)
            .header("Content-Type", wire.contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (signed) {
      request.header("Authorization", "AWS4-HMAC-SHA256 Credential=any/thing");
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (!answer.headers().firstValue("Content-Type").orElse("").equals(wire.contentType)) {
        throw new AssertionError(answer.headers().map());
      }
      return new Answer(answer.statusCode(), wire.read(answer.body()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, Object> record(String key, String data) {
    return Map.of("PartitionKey", key, "Data", utf8(data));
  }

  /// So many records whose keys and data are their numbers.
  static List<Map<String, Object>> records(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> record("k" + i, "d" + i)).toList();
  }

  Answer put(String stream, List<Map<String, Object>> records) {
    return ok("PutRecords", Map.of("StreamName", stream, "Records", records));
  }

  /// Puts one record and returns its sequence number.
  String put(String stream, String data) {
    return ok("PutRecord", Map.of("StreamName", stream, "PartitionKey", "k", "Data", utf8(data)))
        .text("SequenceNumber");
  }

  Answer shards(String stream) {
    return ok("ListShards", Map.of("StreamName", stream));
  }

  List<String> shardIds(String stream) {
    return ids(shards(stream).list("Shards"));
  }

  static List<String> ids(List<Map<String, Object>> shards) {
    return shards.stream().map(shard -> String.valueOf(shard.get("ShardId"))).toList();
  }

  /// Where a shard starts or ends; `null` in text while it does not end.
  ///
  /// @param which `Starting` or `Ending`
  static String number(Map<String, Object> shard, String which) {
    Map<?, ?> range = (Map<?, ?>) requireNonNull(shard.get("SequenceNumberRange"));
    return String.valueOf(range.get(which + "SequenceNumber"));
  }

  String iterator(String stream, String shard, String type, Map<String, Object> more) {
    var parameters = new LinkedHashMap<String, Object>(more);
    parameters.put("StreamName", stream);
    parameters.put("ShardId", shard);
    parameters.put("ShardIteratorType", type);
    return ok("GetShardIterator", parameters).text("ShardIterator");
  }

  String oldest(String stream, String shard) {
    return iterator(stream, shard, "TRIM_HORIZON", Map.of());
  }

  Answer read(String iterator) {
    return ok("GetRecords", Map.of("ShardIterator", iterator));
  }

  /// The data of the records in an answer.
  static List<String> data(Answer answer) {
    return answer.list("Records").stream()
        .map(record -> Base64.getDecoder().decode(String.valueOf(record.get("Data"))))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  /// The data of everything in the stream, shard by shard.
  List<String> all(String stream) {
    var all = new ArrayList<String>();
    for (String shard : shardIds(stream)) {
      Answer answer = read(oldest(stream, shard));
      all.addAll(data(answer));
      while (answer.body.get("NextShardIterator") != null
          && !answer.text("MillisBehindLatest").equals("0")) {
        answer = read(answer.text("NextShardIterator"));
        all.addAll(data(answer));
      }
    }
    return all;
  }

  @Override
  public void close() {
    http.close();
  }
}
