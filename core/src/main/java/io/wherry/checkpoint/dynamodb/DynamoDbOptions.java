package io.wherry.checkpoint.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which checkpoint in which table, and where.
///
/// @param table name of the table; it is created when it is missing
/// @param name name of the checkpoint: one table can keep many
/// @param endpoint where the API is, or null for the region's own
/// @param region name of the region, or null for what the AWS default chain finds
/// @param leaseLife how long a holder that is not heard of counts as alive
public record DynamoDbOptions(
    String table,
    String name,
    @Nullable URI endpoint,
    @Nullable String region,
    Duration leaseLife) {
  /// Source: DynamoDB API reference, CreateTable, TableName.
  public static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

  /// How it is named in messages.
  String place() {
    return "dynamodb:" + table + "/" + name;
  }

  /// Whether the endpoint is a stand-in on this machine, which asks for no account.
  boolean isOnThisMachine() {
    String host = endpoint == null ? "" : endpoint.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
