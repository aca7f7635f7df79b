package io.wherry.kinesis;

import static io.wherry.kinesis.AnsweringService.answer;
import static io.wherry.kinesis.AnsweringService.error;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.wherry.kinesis.KinesisOptions.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The call of `--sink.ordering=strict`, as it is on the wire, by each transport.
class PutRecordTest {
  private static final String BEFORE = "49590338271490256608559692537";
  private static final String THIS = "49590338271490256608559692538";
  private static final Map<String, String> STORED =
      Map.of("ShardId", "shardId-000000000001", "SequenceNumber", THIS);

  @BeforeAll
  static void credentials() {
    TestCredentials.set();
  }

  /// One record of a lane.
  private record One() implements PutEntries {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public String partitionKey(int entry) {
      return "lane-0007";
    }

    @Override
    public @Nullable String explicitHashKey(int entry) {
      return "12345678901234567890";
    }

    @Override
    public byte[] data(int entry) {
      return "{\"a\":1}\n".getBytes(ISO_8859_1);
    }
  }

  /// Remembers what has arrived.
  private static final class Remembering extends AnsweringService {
    final List<String> targets = new ArrayList<>();
    final List<String> bodies = new ArrayList<>();

    Remembering(Answer answer) {
      super(answer);
    }

    @Override
    void arrived(Headers headers, byte[] body) {
      targets.add(headers.getFirst("x-amz-target"));
      bodies.add(new String(body, ISO_8859_1));
    }
  }

  private static List<String> put(
      AnsweringService service, Transport transport, @Nullable String after) {
    var heard = new PutsContract.Heard();
    try (var kinesis =
        new SdkKinesis(new KinesisOptions("rows", service.endpoint(), null, transport))) {
      kinesis.putInOrder(new One(), after, heard);
    }
    return heard.outcomes;
  }

  // Without the number of the record before, Kinesis promises no order.
  @ParameterizedTest
  @EnumSource(Transport.class)
  void theRecordBeforeIsNamed(Transport transport) {
    try (var service = new Remembering(answer(200, STORED))) {
      assertThat(put(service, transport, null))
          .containsExactly("0 stored shardId-000000000001 " + THIS);
      assertThat(put(service, transport, BEFORE))
          .containsExactly("0 stored shardId-000000000001 " + THIS);
      assertThat(service.targets)
          .containsExactly("Kinesis_20131202.PutRecord", "Kinesis_20131202.PutRecord");
      assertThat(service.bodies)
          .allSatisfy(body ->
              assertThat(body)
                  .containsPattern("StreamName.rows")
                  .containsPattern("PartitionKey.lane-0007")
                  .containsPattern("ExplicitHashKey.12345678901234567890")
                  .containsPattern("Data.\\{\"a\":1\\}\n"));
      assertThat(service.bodies.getFirst()).doesNotContain("SequenceNumberForOrdering");
      assertThat(service.bodies.getLast())
          .containsPattern("SequenceNumberForOrdering.{1,2}" + BEFORE);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whatIsSaidOfItIsTold(Transport transport) {
    assertThat(outcome(transport, error(400, "ProvisionedThroughputExceededException", "slow")))
        .containsExactly("0 throttled");
    assertThat(outcome(transport, error(500, "InternalFailure", "Internal Service Failure")))
        .containsExactly("0 unknown InternalFailure");
    assertThat(outcome(transport, answer(200, Map.of("ShardId", "shardId-000000000001"))))
        .containsExactly("0 unknown an answer without a sequence number");
    assertThat(outcome(transport, exchange -> exchange.close()))
        .singleElement()
        .asString()
        .startsWith("0 unknown ");
  }

  private static List<String> outcome(Transport transport, AnsweringService.Answer answer) {
    try (var service = new Remembering(answer)) {
      List<String> outcomes = put(service, transport, BEFORE);
      assertThat(service.asked()).as("attempts").isEqualTo(1);
      return outcomes;
    }
  }
}
