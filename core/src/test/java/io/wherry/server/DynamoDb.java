package io.wherry.server;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Amazon's DynamoDB for one machine, with its HTTP API, in memory. The build says where its native
/// library is.
public final class DynamoDb implements AutoCloseable {
  private final int port = Ports.free();
  private final DynamoDBProxyServer server;

  private DynamoDb() {
    try {
      server =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-sharedDb", "-port", Integer.toString(port)});
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB for one machine does not start", e);
    }
  }

  /// Starts it, without tables.
  public static DynamoDb start() {
    return new DynamoDb();
  }

  /// Where its API is.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// A client of it; whoever asks closes it.
  public DynamoDbClient client() {
    String word = WherryProcess.CREDENTIALS.get("AWS_ACCESS_KEY_ID");
    return DynamoDbClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(word, word)))
        .build();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB for one machine does not stop", e);
    }
  }
}
