package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start says when something around it is missing.
class KinesisStartTest {
  @TempDir Path home;

  /// Asks for the stream in another process, whose environment has nothing of this one's.
  private String lineWith(Map<String, String> environment) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
            java.toString(),
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Asking.class.getName());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static final class Asking {
    private Asking() {}

    public static void main(String[] arguments) {
      try (var kinesis = new SdkKinesis(new KinesisOptions("rows", null, null))) {
        System.out.print("opened " + kinesis.describe());
      } catch (KinesisException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void withoutARegionItSaysHowToGiveOne() throws IOException {
    assertThat(lineWith(Map.of()))
        .isEqualTo("no AWS region found: add --sink.region=REGION or set AWS_REGION");
  }

  @Test
  void withoutCredentialsItSaysWhereTheyMayBe() throws IOException {
    assertThat(lineWith(Map.of("AWS_REGION", "eu-west-1")))
        .isEqualTo(
            "no AWS credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a"
                + " profile with AWS_PROFILE, or run under a role");
  }

  @Test
  void anEndpointThatNobodyServesIsNamed() throws IOException {
    TestCredentials.set();
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try (var kinesis = new SdkKinesis(new KinesisOptions("rows", endpoint, null))) {
      assertThatThrownBy(kinesis::describe)
          .isInstanceOf(KinesisException.class)
          .message()
          .startsWith("cannot reach " + endpoint + ": ")
          .contains("refused")
          .endsWith(": check the network and --sink.endpoint");
    }
  }

  @Test
  void optionsNameWhatIsWrong() {
    assertThatThrownBy(() -> new KinesisOptions("a b", null, null))
        .hasMessage("--sink=kinesis:a b: a stream's name has 1 to 128 of a-z A-Z 0-9 _ . -");
    assertThatThrownBy(() -> new KinesisOptions("a", URI.create("localhost:4567"), null))
        .hasMessage("--sink.endpoint=localhost:4567: expected http://HOST:PORT or https://HOST");
    assertThatThrownBy(() -> new KinesisOptions("a", null, "Ireland"))
        .hasMessage("--sink.region=Ireland: expected a region's name like eu-west-1");
    assertThatThrownBy(() -> StreamCapacity.parse("many")).hasMessage(StreamCapacity.EXPECTED);
    assertThatThrownBy(() -> StreamCapacity.parse("0"))
        .hasMessage("must be a number from 1 to 10000 (shards), or on-demand");
  }
}
