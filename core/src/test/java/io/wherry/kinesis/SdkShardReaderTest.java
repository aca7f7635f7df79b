package io.wherry.kinesis;

import static io.wherry.kinesis.AnsweringService.answer;
import static io.wherry.kinesis.AnsweringService.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a shard's reader makes of answers that no emulator gives on demand. Each test scripts them,
/// in order, with a real server.
class SdkShardReaderTest {
  private static final Map<String, Object> ITERATOR = Map.of("ShardIterator", "i");
  private static final Map<String, Object> EMPTY =
      Map.of("Records", List.of(), "MillisBehindLatest", 0, "NextShardIterator", "next");

  @BeforeAll
  static void credentials() {
    TestCredentials.set();
  }

  private static Map<String, Object> page(String... sequenceNumbers) {
    var records = new ArrayList<Map<String, Object>>();
    for (String number : sequenceNumbers) {
      records.add(
          Map.of(
              "SequenceNumber",
              number,
              "PartitionKey",
              "k",
              "Data",
              ("data " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    var page = new HashMap<>(EMPTY);
    page.put("Records", records);
    return page;
  }

  /// Runs `test` with a reader whose requests get these answers, one each.
  ///
  /// @return the actions asked for
  private static List<String> with(ReadFrom from, List<AnsweringService.Answer> answers, Trial test)
      throws Exception {
    Deque<AnsweringService.Answer> left = new ArrayDeque<>(answers);
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    AnsweringService.Answer script =
        exchange -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          asked.add(target.substring(target.indexOf('.') + 1));
          left.removeFirst().to(exchange);
        };
    try (var service = new AnsweringService(script);
        var kinesis = new SdkKinesis(new KinesisOptions("rows", service.endpoint(), "eu-west-1"))) {
      test.run(kinesis.reader("shardId-000000000000", from), service.endpoint() + "");
    }
    assertThat(left).as("answers nobody asked for").isEmpty();
    return asked;
  }

  private interface Trial {
    void run(ShardReader reader, String endpoint) throws Exception;
  }

  private static AnsweringService.Answer ok(Object body) {
    return answer(200, body);
  }

  // A pipe that nobody emptied for five minutes: the reader must go on where it was, not end.
  @Test
  void anExpiredIteratorIsRenewedBehindTheLastRecord() throws Exception {
    var seen = new ArrayList<String>();
    Consumer<ShardPage> note =
        page -> page.records().forEach(record -> seen.add(record.data().utf8()));
    assertThat(
            with(
                new ReadFrom.Oldest(),
                List.of(
                    ok(ITERATOR),
                    ok(page("1", "2")),
                    error(400, "ExpiredIteratorException", "Iterator expired."),
                    ok(ITERATOR),
                    ok(page("3"))),
                (reader, endpoint) -> {
                  note.accept(reader.next());
                  note.accept(reader.next());
                }))
        .containsExactly(
            "GetShardIterator", "GetRecords", "GetRecords", "GetShardIterator", "GetRecords");
    assertThat(seen).containsExactly("data 1", "data 2", "data 3");
  }

  @Test
  void throttlingAndIllnessAreWaitedOut() throws Exception {
    long start = System.nanoTime();
    with(
        new ReadFrom.Latest(),
        List.of(
            error(400, "LimitExceededException", "Rate exceeded"),
            ok(ITERATOR),
            error(400, "ProvisionedThroughputExceededException", "Rate exceeded"),
            error(500, "InternalFailure", "Internal Service Failure"),
            ok(page("1"))),
        (reader, endpoint) -> assertThat(reader.next().records()).hasSize(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(Duration.ofNanos(ReadTrouble.PAUSE_MIN * 7));
  }

  // The service allows five calls a second to all readers of a shard together.
  @Test
  void callsToOneShardKeepTheirDistance() throws Exception {
    long start = System.nanoTime();
    with(
        new ReadFrom.Oldest(),
        List.of(ok(ITERATOR), ok(EMPTY), ok(EMPTY), ok(EMPTY), ok(EMPTY)),
        (reader, endpoint) -> {
          for (int i = 0; i < 4; i++) {
            assertThat(reader.next().atEnd()).isFalse();
          }
        });
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(KinesisLimits.READ_INTERVAL.multipliedBy(3));
  }

  @Test
  void aClosedShardEndsWithItsChildren() throws Exception {
    var child =
        Map.of(
            "ShardId",
            "shardId-000000000002",
            "ParentShards",
            List.of("shardId-000000000000", "shardId-000000000001"),
            "HashKeyRange",
            Map.of("StartingHashKey", "0", "EndingHashKey", "9"));
    with(
        new ReadFrom.Oldest(),
        List.of(
            ok(ITERATOR),
            ok(
                Map.of(
                    "Records", List.of(), "MillisBehindLatest", 0, "ChildShards", List.of(child)))),
        (reader, endpoint) -> {
          ShardPage page = reader.next();
          assertThat(page.atEnd()).isTrue();
          assertThat(page.children()).hasSize(1);
          assertThat(page.children().getFirst().id()).isEqualTo("shardId-000000000002");
          assertThat(page.children().getFirst().parents())
              .containsExactly("shardId-000000000000", "shardId-000000000001");
          assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
        });
  }

  // Between listing and reading a closed shard's last record may expire, and the shard with it.
  @Test
  void aShardThatExpiredIsAtItsEnd() throws Exception {
    var child =
        Map.of(
            "ShardId",
            "shardId-000000000001",
            "ParentShardId",
            "shardId-000000000000",
            "HashKeyRange",
            Map.of("StartingHashKey", "0", "EndingHashKey", "9"),
            "SequenceNumberRange",
            Map.of("StartingSequenceNumber", "5"));
    with(
        new ReadFrom.Oldest(),
        List.of(
            error(400, "ResourceNotFoundException", "Shard shardId-000000000000 does not exist"),
            ok(Map.of("Shards", List.of(child)))),
        (reader, endpoint) -> {
          ShardPage page = reader.next();
          assertThat(page.atEnd()).isTrue();
          assertThat(page.children()).hasSize(1);
        });
  }

  @Test
  void whatNoWaitingMendsHasItsLine() throws Exception {
    with(
        new ReadFrom.Oldest(),
        List.of(ok(ITERATOR), error(400, "AccessDeniedException", "User: u is not authorized")),
        (reader, endpoint) ->
            assertThatThrownBy(reader::next)
                .isInstanceOf(KinesisException.class)
                .hasMessage(
                    "stream rows at %s: not allowed to call kinesis:GetRecords: grant that action"
                        + " on the stream (User: u is not authorized)",
                    endpoint));
  }

  @Test
  void anInterruptionEndsTheWaiting() throws Exception {
    with(
        new ReadFrom.Oldest(),
        List.of(),
        (reader, endpoint) -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(reader::next).isInstanceOf(InterruptedException.class);
        });
  }
}
