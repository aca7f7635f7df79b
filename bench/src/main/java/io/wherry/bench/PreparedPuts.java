package io.wherry.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/// PutRecords calls as the AWS SDK sends them, head and body, made before the clock starts: the SDK
/// speaks to a transport that keeps what it is given.
final class PreparedPuts {
  /// Records of a call, the most there may be.
  static final int RECORDS = 500;

  /// Printable bytes, as JSON rows are.
  private static final int FIRST_BYTE = ' ';

  private static final int BYTES = 95;

  private final List<byte[]> requests = new ArrayList<>();

  private PreparedPuts() {}

  /// Different calls with different keys.
  ///
  /// @param cbor else JSON
  /// @param recordBytes data of a record
  static List<byte[]> make(URI endpoint, String stream, boolean cbor, int recordBytes, int calls) {
    var prepared = new PreparedPuts();
    var random = new Random(recordBytes);
    try (KinesisClient client = prepared.client(endpoint, cbor)) {
      for (int call = 0; call < calls; call++) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
          entries.add(entry(random, recordBytes));
        }
        client.putRecords(r -> r.streamName(stream).records(entries));
      }
    }
    return prepared.requests;
  }

  private static PutRecordsRequestEntry entry(Random random, int bytes) {
    byte[] data = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      data[i] = (byte) (FIRST_BYTE + random.nextInt(BYTES));
    }
    return PutRecordsRequestEntry.builder()
        .partitionKey("shop.orders/" + random.nextInt(1_000_000_000))
        .data(SdkBytes.fromByteArrayUnsafe(data))
        .build();
  }

  /// The SDK looks at this property when a client is built, and offers no other way.
  private KinesisClient client(URI endpoint, boolean cbor) {
    String property = SdkSystemSetting.CBOR_ENABLED.property();
    System.setProperty(property, String.valueOf(cbor));
    try {
      return KinesisClient.builder()
          .endpointOverride(endpoint)
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
          .httpClient(new Keeping())
          .build();
    } finally {
      System.clearProperty(property);
    }
  }

  /// Sends nothing.
  private final class Keeping implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          requests.add(bytes(request));
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(new byte[0])))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  private static byte[] bytes(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    var head = new StringBuilder("POST / HTTP/1.1\r\nHost: ");
    head.append(http.host()).append(':').append(http.port()).append("\r\n");
    http.forEachHeader((name, values) -> {
      if (!name.equalsIgnoreCase("Host")) {
        head.append(name).append(": ").append(String.join(",", values)).append("\r\n");
      }
    });
    var bytes = new ByteArrayOutputStream();
    try (var body = request.contentStreamProvider().orElseThrow().newStream()) {
      byte[] content = body.readAllBytes();
      if (http.firstMatchingHeader("Content-Length").isEmpty()) {
        head.append("Content-Length: ").append(content.length).append("\r\n");
      }
      bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
