package io.wherry.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.server.S3Server;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterContract;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.SinkException;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against a server that is not ours.
@Tag("server")
class DeadLetterBucketTest extends DeadLetterContract {
  private static final String KEY_ID = "aws.accessKeyId";
  private static final String SECRET = "aws.secretAccessKey";

  @SuppressWarnings("NullAway.Init")
  private static S3Server server;

  @BeforeAll
  static void start() {
    server = S3Server.start("dead");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signIn() {
    signIn("S3RVER");
  }

  private static void signIn(String who) {
    System.setProperty(KEY_ID, who);
    System.setProperty(SECRET, who);
  }

  @AfterEach
  void signOut() {
    System.clearProperty(KEY_ID);
    System.clearProperty(SECRET);
  }

  private static DeadLetterBucket open(String url, String endpoint) {
    return new DeadLetterBucket(BucketOptions.parse(url).at(URI.create(endpoint), "us-east-1"));
  }

  @Override
  protected DeadLetter open() {
    return open("s3://dead/rows", server.endpoint());
  }

  @Override
  protected String at(DeadLetterPlace place, int bytes) {
    String url = String.valueOf(place);
    assertThat(url).startsWith("s3://dead/rows/");
    return server.object(url.substring("s3://dead/".length()));
  }

  // A second object of the same event would be one that no pointer leads to.
  @Test
  void anEventHasOneObjectHoweverOftenItIsWritten() {
    try (DeadLetter deadLetter = open("s3://dead/once/", server.endpoint())) {
      DeadLetterPlace place = write(deadLetter, ONE, ByteSlice.utf8("an event\n"));
      assertThat(write(deadLetter, ONE, ByteSlice.utf8("an event\n"))).isEqualTo(place);
    }
    assertThat(server.keys())
        .filteredOn(key -> key.startsWith("once/"))
        .containsExactly("once/00000000000000010000000000000002.json");
  }

  @Test
  void aBucketThatIsNotThereHasItsLine() {
    try (DeadLetterBucket deadLetter = open("s3://nobodys/x", server.endpoint())) {
      String line =
          "dead letter s3://nobodys/x/: there is no bucket nobodys at %s: create it, or use another"
              + " --oversize.dead-letter";
      assertThatThrownBy(deadLetter::look)
          .isInstanceOf(SinkException.class)
          .hasMessage(line, server.endpoint());
      assertThatThrownBy(() -> deadLetter.write(ONE, ByteSlice.utf8("x")))
          .isInstanceOf(SinkException.class)
          .hasMessage(line, server.endpoint());
    }
  }

  @Test
  void somebodyWhoIsNotLetInHasALine() {
    signIn("somebody");
    try (DeadLetterBucket deadLetter = open("s3://dead/x", server.endpoint())) {
      deadLetter.look();
      assertThatThrownBy(() -> deadLetter.write(ONE, ByteSlice.utf8("x")))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              "dead letter s3://dead/x/: the AWS credentials are not accepted at %s,"
                  + " InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our"
                  + " records.",
              server.endpoint());
    }
  }

  // A run that is under way waits for the bucket; one that starts says so at once.
  @Test
  void aServerThatIsNotThereIsTriedAgain() {
    String nowhere = "http://127.0.0.1:1";
    try (DeadLetterBucket deadLetter = open("s3://dead/x", nowhere)) {
      String line =
          "dead letter s3://dead/x/: cannot reach http://127.0.0.1:1: HttpHostConnectException:"
              + " Connect to http://127.0.0.1:1 failed: Connection refused: check the network and"
              + " --oversize.endpoint";
      assertThatThrownBy(deadLetter::look).isInstanceOf(SinkException.class).hasMessage(line);
      assertThat(deadLetter.write(ONE, ByteSlice.utf8("x")))
          .isEqualTo(new DeadLetter.Outcome.Later(line));
    }
  }

  @Test
  void aProbeLeavesNothingBehind() {
    try (DeadLetterBucket deadLetter = open("s3://dead/probe", server.endpoint())) {
      assertThat(deadLetter.probe())
          .isEqualTo("an object was written to s3://dead/probe/ and deleted");
    }
    assertThat(server.keys()).noneMatch(key -> key.startsWith("probe/"));
  }

  @Test
  void aPrefixIsTakenAsItWasMeant() {
    assertThat(BucketOptions.parse("s3://dead")).hasToString("s3://dead/");
    assertThat(BucketOptions.parse("s3://dead/")).hasToString("s3://dead/");
    assertThat(BucketOptions.parse("s3://dead/a/b")).hasToString("s3://dead/a/b/");
    for (String wrong : new String[] {"s3://", "s3://x", "s3:///a", "s3://a_b c/d"}) {
      assertThatThrownBy(() -> BucketOptions.parse(wrong))
          .hasMessage("must name a bucket, like s3://BUCKET/PREFIX: 3 or more of a-z 0-9 . -");
    }
    String long901 = "s3://dead/" + "x".repeat(901);
    assertThatThrownBy(() -> BucketOptions.parse(Objects.requireNonNull(long901)))
        .hasMessage("must have a prefix of at most 900 bytes");
  }
}
