package io.wherry.kinesis;

import static io.wherry.kinesis.AnsweringService.answer;
import static io.wherry.kinesis.AnsweringService.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.kinesis.KinesisOptions.Transport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every transport tells of each record. To take an unknown outcome for "not stored" sends a
/// record twice; to take "not stored" for stored loses it.
abstract class PutsContract {
  /// The transport under test.
  abstract Transport transport();

  private static final Map<String, String> STORED =
      Map.of("ShardId", "shardId-000000000001", "SequenceNumber", "49590338271490256608559692538");

  @BeforeAll
  static void credentials() {
    TestCredentials.set();
  }

  record Three() implements PutEntries {
    @Override
    public int count() {
      return 3;
    }

    @Override
    public String partitionKey(int entry) {
      return "key-" + entry;
    }

    @Override
    public @Nullable String explicitHashKey(int entry) {
      return null;
    }

    @Override
    public byte[] data(int entry) {
      return new byte[] {'{', '}', '\n'};
    }
  }

  static final class Heard implements PutOutcomes {
    final List<String> outcomes = new ArrayList<>();

    @Override
    public void stored(int entry, String shard, String sequenceNumber) {
      outcomes.add(entry + " stored " + shard + " " + sequenceNumber);
    }

    @Override
    public void throttled(int entry) {
      outcomes.add(entry + " throttled");
    }

    @Override
    public void notStored(int entry, String why) {
      outcomes.add(entry + " not stored " + why);
    }

    @Override
    public void unknown(int entry, String why) {
      outcomes.add(entry + " unknown " + why);
    }
  }

  final List<String> put(URI endpoint) {
    var heard = new Heard();
    try (var kinesis = new SdkKinesis(new KinesisOptions("rows", endpoint, null, transport()))) {
      kinesis.put(new Three(), heard);
    }
    return heard.outcomes;
  }

  /// What became of three records, and whether it was tried exactly once.
  final List<String> put(AnsweringService.Answer answer) {
    try (var service = new AnsweringService(answer)) {
      List<String> outcomes = put(service.endpoint());
      assertThat(service.asked()).as("attempts").isEqualTo(1);
      return outcomes;
    }
  }

  @Test
  void eachEntryHasItsOwnOutcome() {
    var throttled =
        Map.of("ErrorCode", "ProvisionedThroughputExceededException", "ErrorMessage", "slow down");
    var failed = Map.of("ErrorCode", "InternalFailure", "ErrorMessage", "Internal Service Failure");
    assertThat(
            put(
                answer(
                    200,
                    Map.of("FailedRecordCount", 2, "Records", List.of(throttled, STORED, failed)))))
        .containsExactly(
            "0 throttled",
            "1 stored shardId-000000000001 49590338271490256608559692538",
            "2 unknown InternalFailure");
  }

  @Test
  void aCallThatIsThrottledStoredNothing() {
    assertThat(put(error(400, "ProvisionedThroughputExceededException", "Rate exceeded")))
        .containsExactly("0 throttled", "1 throttled", "2 throttled");
    assertThat(put(error(400, "LimitExceededException", "Rate exceeded")))
        .containsExactly("0 throttled", "1 throttled", "2 throttled");
  }

  @Test
  void afterAnInternalFailureNobodyKnows() {
    assertThat(put(error(500, "InternalFailure", "Internal Service Failure")))
        .containsExactly(
            "0 unknown InternalFailure", "1 unknown InternalFailure", "2 unknown InternalFailure");
    assertThat(put(error(503, "ServiceUnavailable", "try later")))
        .containsExactly(
            "0 unknown ServiceUnavailable",
            "1 unknown ServiceUnavailable",
            "2 unknown ServiceUnavailable");
  }

  /// Some records that take many pieces on their way; only so many pieces may leave.
  private static final class Large implements PutEntries {
    private static final int RECORDS = 4;
    private static final int BYTES = 256 << 10;

    private final int allowed;
    private int asked;

    Large(int allowed) {
      this.allowed = allowed;
    }

    @Override
    public int count() {
      return RECORDS;
    }

    @Override
    public String partitionKey(int entry) {
      return "key-" + entry;
    }

    @Override
    public @Nullable String explicitHashKey(int entry) {
      return null;
    }

    @Override
    public byte[] data(int entry) {
      return new byte[BYTES];
    }

    @Override
    public void leaving() {
      if (asked++ >= allowed) {
        throw new IllegalStateException("another run has taken over");
      }
    }
  }

  // What a stopped process had half sent must not be finished when it goes on: another run has read
  // the stream to its end by then, and sends the same.
  @Test
  void aPutThatIsForbiddenOnItsWayNeverArrivesWhole() throws Exception {
    var all = new Large(Integer.MAX_VALUE);
    assertThat(arrivesWhole(all)).isTrue();
    // The SDK reads the body twice: it signs it first.
    for (int allowed : new int[] {0, 1, all.asked / 2, all.asked * 3 / 4}) {
      assertThat(arrivesWhole(new Large(allowed))).as(allowed + " pieces left").isFalse();
    }
  }

  private boolean arrivesWhole(PutEntries entries) throws Exception {
    var whole = new CompletableFuture<Boolean>();
    var heard = new Heard();
    try (var service = new RawService((_, in) -> whole.complete(RawService.request(in)));
        var kinesis =
            new SdkKinesis(new KinesisOptions("rows", service.endpoint(), null, transport()))) {
      kinesis.put(entries, heard);
    }
    assertThat(heard.outcomes)
        .hasSize(entries.count())
        .allMatch(outcome -> outcome.contains(" unknown ") || outcome.contains(" not stored "));
    // A transport that is forbidden everything need not even connect.
    return whole.completeOnTimeout(false, 500, TimeUnit.MILLISECONDS).get();
  }

  @Test
  void anAnswerForAnotherNumberOfRecordsTellsNothing() {
    assertThat(put(answer(200, Map.of("FailedRecordCount", 0, "Records", List.of(STORED)))))
        .containsExactly(
            "0 unknown 1 results for 3 records",
            "1 unknown 1 results for 3 records",
            "2 unknown 1 results for 3 records");
  }

  @Test
  void aConnectionThatIsCutTellsNothing() {
    assertThat(put(exchange -> exchange.close()))
        .hasSize(3)
        .allMatch(outcome -> outcome.contains(" unknown "));
  }

  // The SDK's own patience is two minutes and three attempts: far beyond the life of a request.
  @Test
  void anAnswerThatTakesTooLongIsUnknownAfterTheRequestsLife() {
    long start = System.nanoTime();
    List<String> outcomes =
        put(exchange -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    assertThat(System.nanoTime() - start)
        .isBetween(
            KinesisLimits.REQUEST_LIFE.toNanos() - 100_000_000L,
            KinesisLimits.REQUEST_LIFE.toNanos() + 5_000_000_000L);
    assertThat(outcomes).hasSize(3).allMatch(outcome -> outcome.contains(" unknown "));
  }

  @Test
  void aRequestThatNeverLeftIsNotStored() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(put(URI.create("http://127.0.0.1:" + port)))
        .hasSize(3)
        .allMatch(
            outcome -> outcome.matches("[012] not stored cannot reach http://127.*refused.*"));
  }

  private void endsWith(AnsweringService.Answer answer, String line) {
    try (var service = new AnsweringService(answer)) {
      assertThatThrownBy(() -> put(service.endpoint()))
          .isInstanceOf(KinesisException.class)
          .hasMessage(line.replace("HERE", service.endpoint().toString()));
      assertThat(service.asked()).isEqualTo(1);
    }
  }

  @Test
  void whatNoTryCanMendHasItsLine() {
    endsWith(
        error(400, "ResourceNotFoundException", "Stream rows under account 1 not found."),
        "stream rows does not exist at HERE: create it, or add --sink.create=SHARDS|on-demand");
    endsWith(
        error(400, "AccessDeniedException", "User: u is not authorized"),
        "stream rows at HERE: not allowed to call kinesis:PutRecords: grant that action on the"
            + " stream (User: u is not authorized)");
    endsWith(
        error(400, "ExpiredTokenException", "The security token is expired"),
        "stream rows at HERE: the AWS session token has expired: renew it and start again");
    endsWith(
        error(400, "UnrecognizedClientException", "The security token\nis invalid."),
        "stream rows at HERE: the AWS credentials are not accepted, UnrecognizedClientException:"
            + " The security token is invalid.");
    endsWith(
        error(400, "ValidationException", "1 validation error detected"),
        "stream rows at HERE: kinesis:PutRecords failed, ValidationException: 1 validation error"
            + " detected");
  }

  private static AnsweringService.Answer bare(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  // A proxy that is asked too often may have handed the request on before it lost patience.
  @Test
  void whatAProxySaysTellsNothing() {
    String limited = " unknown HTTP status 429, not by Kinesis but by something in between";
    assertThat(put(bare(429))).containsExactly("0" + limited, "1" + limited, "2" + limited);
    assertThat(put(bare(502)))
        .containsExactly(
            "0 unknown HTTP status 502", "1 unknown HTTP status 502", "2 unknown HTTP status 502");
  }

  @Test
  void aProxyThatRefusesIsToldFromTheService() {
    for (int status : new int[] {400, 403, 407}) {
      endsWith(
          bare(status),
          "stream rows at HERE: kinesis:PutRecords was answered with HTTP status "
              + status
              + ", not by Kinesis but by something in between: check --sink.endpoint, the proxy and"
              + " the firewall");
    }
  }

  // A clock that was set back or forth: the client learns the right time from the answer.
  @Test
  void aWrongClockIsAnotherTry() {
    String said = "Signature expired: 20261122T000000Z is now earlier than 20261122T005500Z";
    String outcome =
        " not stored this machine's clock is wrong, InvalidSignatureException: " + said;
    assertThat(put(error(403, "InvalidSignatureException", said)))
        .containsExactly("0" + outcome, "1" + outcome, "2" + outcome);
    endsWith(
        error(403, "InvalidSignatureException", "The request signature does not match"),
        "stream rows at HERE: the AWS credentials are not accepted, InvalidSignatureException: The"
            + " request signature does not match");
  }
}
