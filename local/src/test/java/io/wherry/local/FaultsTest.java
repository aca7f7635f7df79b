package io.wherry.local;

import static io.wherry.local.Client.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.local.Client.Answer;
import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Refusal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FaultsTest extends LocalStreamTest {
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  private Client with(Predicate<Call> which, Fault fault) {
    return client(
        options()
            .withStream("s", 2)
            .withFaults(call -> {
              calls.add(call);
              return which.test(call) ? fault : Fault.NONE;
            }));
  }

  private static boolean isPut(Call call) {
    return call.operation().equals("PutRecords");
  }

  @Test
  void aTestHearsWhatIsCalled() {
    Client client = with(call -> false, Fault.NONE);
    client.put("s", records(0, 3));
    client.read(client.oldest("s", SHARD_0));
    client.ok("ListStreams", Map.of());
    assertThat(calls)
        .containsExactly(
            new Call(1, "PutRecords", "s", 3),
            new Call(2, "GetShardIterator", "s", 0),
            new Call(3, "GetRecords", "s", 0),
            new Call(4, "ListStreams", "", 0));
  }

  @Test
  void chosenEntriesAreThrottledAndTheOthersStored() {
    Client client = with(FaultsTest::isPut, Fault.NONE.throttling(entry -> entry % 2 == 1));
    Answer put = client.put("s", records(0, 6));
    assertThat(put.body()).containsEntry("FailedRecordCount", 3L);
    assertThat(put.list("Records").get(1))
        .containsEntry("ErrorCode", "ProvisionedThroughputExceededException");
    assertThat(client.all("s")).containsExactlyInAnyOrder("d0", "d2", "d4");
  }

  // The hardest outcome for a producer: it must read back to learn that the records are there.
  @Test
  void anAnswerIsLostAlthoughTheRecordsAreStored() {
    Client client = with(call -> call.number() == 1, Fault.NONE.losingAnswer());
    assertThatThrownBy(() -> client.put("s", records(0, 3)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(client.all("s")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aRefusedCallStoresNothing() {
    Client client = with(FaultsTest::isPut, Fault.NONE.refusing());
    Answer refused = client.call("PutRecords", Map.of("StreamName", "s", "Records", records(0, 3)));
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.code()).isEqualTo("InternalFailure");
    assertThat(client.all("s")).isEmpty();
  }

  @Test
  void anAnswerComesLate() {
    Client client = with(FaultsTest::isPut, Fault.NONE.answeringAfter(Duration.ofMillis(200)));
    long start = System.nanoTime();
    client.put("s", records(0, 3));
    assertThat(System.nanoTime() - start).isGreaterThan(200_000_000L);
  }

  // A request that is still on its way when its sender has given up.
  @Test
  void aRequestArrivesLate() throws Exception {
    LocalStream stream =
        start(
            options()
                .withStream("s", 1)
                .withFaults(call ->
                    isPut(call) ? Fault.NONE.heldBack(Duration.ofMillis(300)) : Fault.NONE));
    Client client = client(stream, Wire.JSON);
    Thread put = Thread.ofVirtual().start(() -> client.put("s", records(0, 3)));
    assertThat(client.all("s")).isEmpty();
    put.join();
    assertThat(client.all("s")).hasSize(3);
  }

  @Test
  void theStreamIsReshardedJustBeforeTheCall() {
    Client client = with(FaultsTest::isPut, Fault.NONE.reshardTo(5));
    Answer put = client.put("s", records(0, 50));
    assertThat(put.list("Records"))
        .allSatisfy(
            entry -> assertThat(String.valueOf(entry.get("ShardId"))).isGreaterThan(SHARD_1));
    assertThat(
            client
                .ok("DescribeStreamSummary", Map.of("StreamName", "s"))
                .inner("StreamDescriptionSummary"))
        .containsEntry("OpenShardCount", 5L)
        .containsEntry("StreamStatus", "ACTIVE");
    assertThat(client.all("s")).hasSize(50);
  }

  @Test
  void aReadExceedsALimit() {
    Client client =
        with(call -> call.operation().equals("GetRecords"), Fault.NONE.limitExceeding());
    Answer refused =
        client.call("GetRecords", Map.of("ShardIterator", client.oldest("s", SHARD_0)));
    assertThat(refused.code()).isEqualTo("LimitExceededException");
  }

  // What a producer sees when somebody takes its rights away, or its session ends.
  @Test
  void aRefusalHasTheServicesCode() {
    var codes =
        Map.of(
            Refusal.ACCESS_DENIED, "AccessDeniedException",
            Refusal.EXPIRED_TOKEN, "ExpiredTokenException",
            Refusal.SIGNATURE_EXPIRED, "InvalidSignatureException");
    codes.forEach((refusal, code) -> {
      Client client = with(FaultsTest::isPut, Fault.NONE.refusing(refusal));
      Answer refused =
          client.call("PutRecords", Map.of("StreamName", "s", "Records", records(0, 3)));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo(code);
    });
  }

  @Test
  void faultsAddUp() {
    Fault all =
        Fault.NONE
            .heldBack(Duration.ofMillis(1))
            .reshardTo(3)
            .limitExceeding()
            .throttling(entry -> true)
            .answeringAfter(Duration.ofMillis(2))
            .losingAnswer();
    assertThat(all.heldBack()).hasMillis(1);
    assertThat(all.answerDelay()).hasMillis(2);
    assertThat(all.reshardTo()).isEqualTo(3);
    assertThat(all.refusal()).isEqualTo(Refusal.LIMIT_EXCEEDED);
    assertThat(all.answerLost()).isTrue();
    assertThat(all.throttled().test(0)).isTrue();
  }
}
