package io.wherry.local;

import static io.wherry.local.Client.record;
import static io.wherry.local.Client.records;
import static io.wherry.local.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.Client.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Clients are written against these codes and texts: one that never sees them is never tested.
@SuppressWarnings("NullAway.Init") // set before each test
class ErrorsTest extends LocalStreamTest {
  private LocalStream stream;
  private Client client;

  @BeforeEach
  void aStreamWithAMergedShard() {
    stream = start(options().withStream("s", 2).withStream("f", 4));
    client = client(stream, Wire.JSON);
    client.ok(
        "CreateStream",
        Map.of("StreamName", "d", "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));
    reshard(
        client,
        "MergeShards",
        Map.of("StreamName", "s", "ShardToMerge", SHARD_0, "AdjacentShardToMerge", SHARD_1));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "errors.txt", delimiter = '§', quoteCharacter = '`')
  void eachMistakeHasItsCodeAndText(String operation, String body, String code, String message)
      throws IOException {
    Answer answer = client.send(operation, utf8(body), true);
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(400);
  }

  private Answer put(List<Map<String, Object>> records) {
    return client.call("PutRecords", Map.of("StreamName", "s", "Records", records));
  }

  private static String violated(String value, String path, String rule) {
    return ("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member"
            + " must %s")
        .formatted(value, path, rule);
  }

  @Test
  void aCallTakesFiveHundredRecords() {
    assertThat(put(records(0, 501)).message())
        .isEqualTo(violated("[501 records]", "records", "have length less than or equal to 500"));
    assertThat(client.all("s")).isEmpty();
  }

  @Test
  void aKeyHas256Characters() {
    String key = "\u20ac".repeat(257);
    assertThat(put(List.of(record(key, ""))).message())
        .isEqualTo(
            violated(
                key, "records.1.member.partitionKey", "have length less than or equal to 256"));
  }

  @Test
  void aRecordHasAMebibyteUnlessTheStreamTakesMore() {
    String data = "x".repeat(1 << 20);
    Answer refused = put(List.of(record("k", data)));
    assertThat(refused.code()).isEqualTo("ValidationException");
    assertThat(refused.message())
        .isEqualTo(
            violated(
                "java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]",
                "data",
                "have length less than or equal to 1048576"));
    assertThat(put(List.of(record("k", data.substring(1)))).status()).isEqualTo(200);
    client.ok(
        "CreateStream", Map.of("StreamName", "m", "ShardCount", 1, "MaxRecordSizeInKiB", 10_240));
    clock.pass(CHANGE);
    client.put("m", "x".repeat((10 << 20) - 1));
    assertThat(client.all("m")).hasSize(1);
  }

  @Test
  void aCallTakesTenMebibytes() {
    String data = "x".repeat((1 << 20) - 1);
    assertThat(put(IntStream.range(0, 11).mapToObj(i -> record("k", data)).toList()).message())
        .isEqualTo("Records size exceeds 10 MB limit");
    assertThat(put(IntStream.range(0, 10).mapToObj(i -> record("k", data)).toList()).status())
        .isEqualTo(200);
  }

  @Test
  void anIteratorLivesFiveMinutes() {
    String iterator = client.oldest("s", SHARD_2);
    clock.pass(Duration.ofMinutes(5));
    client.read(iterator);
    clock.pass(Duration.ofMillis(1));
    Answer refused = client.call("GetRecords", Map.of("ShardIterator", iterator));
    assertThat(refused.code()).isEqualTo("ExpiredIteratorException");
    assertThat(refused.message())
        .isEqualTo(
            "Iterator expired. The iterator was created at time Sun Nov 22 12:00:01 UTC 2026 while"
                + " right now it is Sun Nov 22 12:05:01 UTC 2026 which is further in the future"
                + " than the tolerated delay of 300000 milliseconds.");
  }

  @Test
  void aTokenLivesFiveMinutes() {
    String token =
        client.ok("ListShards", Map.of("StreamName", "f", "MaxResults", 1)).text("NextToken");
    clock.pass(Duration.ofMinutes(5).plusMillis(1));
    Answer refused = client.call("ListShards", Map.of("NextToken", token));
    assertThat(refused.code()).isEqualTo("ExpiredNextTokenException");
  }

  @Test
  void oneChangeAtATime() {
    Map<String, Object> scale =
        Map.of("StreamName", "f", "TargetShardCount", 2, "ScalingType", "UNIFORM_SCALING");
    client.ok("UpdateShardCount", scale);
    Answer refused = client.call("UpdateShardCount", scale);
    assertThat(refused.code()).isEqualTo("ResourceInUseException");
    assertThat(refused.message())
        .isEqualTo("Stream f under account 000000000000 not ACTIVE, instead in state UPDATING");
  }

  @Test
  void aStreamThatIsBeingCreatedTakesNothing() {
    client.ok("CreateStream", Map.of("StreamName", "new", "ShardCount", 1));
    Answer refused =
        client.call("PutRecords", Map.of("StreamName", "new", "Records", records(0, 1)));
    assertThat(refused.code()).isEqualTo("ResourceNotFoundException");
    assertThat(client.call("ListShards", Map.of("StreamName", "new")).code())
        .isEqualTo("ResourceInUseException");
  }

  @Test
  void aRequestMustBeSigned() throws IOException {
    Answer refused = client.send("ListStreams", utf8("{}"), false);
    assertThat(refused.code()).isEqualTo("MissingAuthenticationTokenException");
    assertThat(refused.message()).isEqualTo("Missing Authentication Token");
    assertThat(refused.status()).isEqualTo(400);
  }

  // A browser, or a client of another service, gets an answer that says what is here.
  @Test
  void whatIsNoCallGetsAnAnswerToo() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      URI endpoint = stream.endpoint();
      var answer = http.send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo(
              "{\"__type\":\"UnknownOperationException\",\"message\":\"no operation is named: the"
                  + " headers must be X-Amz-Target: Kinesis_20131202.OPERATION and Content-Type:"
                  + " application/x-amz-json-1.1 or application/x-amz-cbor-1.1\"}");
      var large = HttpRequest.BodyPublishers.ofByteArray(new byte[17 << 20]);
      var refused =
          http.send(
              HttpRequest.newBuilder(endpoint).expectContinue(true).POST(large).build(),
              BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aBodyThatIsNoJson() throws IOException {
    Answer refused = client.send("PutRecords", utf8("{\"Records\":[{"), true);
    assertThat(refused.code()).isEqualTo("SerializationException");
    assertThat(refused.message()).startsWith("the request cannot be read: Unexpected end-of-input");
  }
}
