package io.wherry.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.wherry.bytes.ByteSlice;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// A signature that is wrong by one bit is no signature: every put would be refused.
class RequestSignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TIME = "20150830T123600Z";

  private static String sign(
      String service, String target, Map<String, String> headers, String body) {
    byte[] bytes = ("xx" + body + "x").getBytes(UTF_8);
    return new RequestSigner("us-east-1", service)
        .authorization(
            "AKIDEXAMPLE",
            SECRET,
            TIME,
            target,
            new TreeMap<>(headers),
            bytes,
            2,
            bytes.length - 3);
  }

  /// The worked example of the AWS General Reference, "Signature Version 4 signing process".
  @Test
  void theSigningKeyIsThatOfTheWorkedExample() {
    assertThat(
            HexFormat.of().formatHex(new RequestSigner("us-east-1", "iam").key(SECRET, "20150830")))
        .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
  }

  @Test
  void theSignatureIsThatOfTheWorkedExample() {
    assertThat(
            sign(
                "iam",
                "GET\n/\nAction=ListUsers&Version=2010-05-08",
                Map.of(
                    "content-type",
                    "application/x-www-form-urlencoded; charset=utf-8",
                    "host",
                    "iam.amazonaws.com",
                    "x-amz-date",
                    TIME),
                ""))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  /// From the Signature Version 4 test suite: `get-vanilla`, `post-vanilla`,
  /// `post-x-www-form-urlencoded`.
  @Test
  void signaturesAreThoseOfTheTestSuite() {
    Map<String, String> plain = Map.of("host", "example.amazonaws.com", "x-amz-date", TIME);
    assertThat(sign("service", "GET\n/\n", plain, ""))
        .endsWith("=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(sign("service", "POST\n/\n", plain, ""))
        .endsWith("=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    assertThat(
            sign(
                "service",
                "POST\n/\n",
                Map.of(
                    "content-type",
                    "application/x-www-form-urlencoded",
                    "host",
                    "example.amazonaws.com",
                    "x-amz-date",
                    TIME),
                "Param1=value1"))
        .endsWith("=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  private record Seen(Headers headers, ByteSlice body) {}

  /// A second opinion on a put itself: what the SDK signs, signed again by us, gives its signature.
  @Test
  void aPutIsSignedAsTheSdkSignsIt() {
    var seen = new AtomicReference<Seen>();
    try (var service =
        new AnsweringService(
            exchange -> {
              var answer = AnsweringService.answer(400, Map.of("__type", "ValidationException"));
              answer.to(exchange);
            }) {
          @Override
          void arrived(Headers headers, byte[] body) {
            seen.set(new Seen(headers, ByteSlice.of(body)));
          }
        }) {
      sendBySdk(service.endpoint());
    }
    Headers headers = seen.get().headers();
    String authorization = headers.getFirst("Authorization");
    Matcher signed = Pattern.compile("SignedHeaders=([^,]+)").matcher(authorization);
    assertThat(signed.find()).isTrue();
    var mine = new TreeMap<String, String>();
    for (String name : signed.group(1).split(";", -1)) {
      mine.put(name, headers.getFirst(name));
    }
    assertThat(mine).containsKeys("host", "x-amz-date", "x-amz-security-token", "x-amz-target");
    byte[] body = seen.get().body().copy();
    assertThat(
            new RequestSigner("eu-west-1", "kinesis")
                .authorization(
                    "AKIDEXAMPLE",
                    SECRET,
                    headers.getFirst("X-Amz-Date"),
                    "POST\n/\n",
                    mine,
                    body,
                    0,
                    body.length))
        .isEqualTo(authorization);
  }

  private static void sendBySdk(URI endpoint) {
    try (KinesisClient client =
        KinesisClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "a session/token+=")))
            .build()) {
      client.putRecord(
          r -> r.streamName("rows").partitionKey("k").data(SdkBytes.fromUtf8String("{}\n")));
    } catch (software.amazon.awssdk.services.kinesis.model.KinesisException e) {
      assertThat(e.statusCode()).isEqualTo(400);
    }
  }
}
