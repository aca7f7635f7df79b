/// Documents are kept in a DynamoDB table; the AWS SDK's DynamoDB lives here alone.
@org.jspecify.annotations.NullMarked
package io.wherry.checkpoint.dynamodb;
