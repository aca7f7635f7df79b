package io.wherry.checkpoint.mysql;

import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;

@Tag("server")
class MySql97CheckpointStoreTest extends MySqlCheckpointStoreContract {
  MySql97CheckpointStoreTest() {
    super(Kind.MYSQL_9_7);
  }
}
