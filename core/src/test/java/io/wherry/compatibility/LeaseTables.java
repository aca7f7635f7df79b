package io.wherry.compatibility;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/// A DynamoDB in this process, in memory, for the leases of the Kinesis Client Library. The build
/// says where its native library is.
final class LeaseTables implements AutoCloseable {
  private final AmazonDynamoDBLocal database = DynamoDBEmbedded.create();

  DynamoDbAsyncClient client() {
    return database.dynamoDbAsyncClient();
  }

  @Override
  public void close() {
    database.shutdownNow();
  }
}
