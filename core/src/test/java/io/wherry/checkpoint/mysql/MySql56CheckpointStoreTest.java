package io.wherry.checkpoint.mysql;

import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;

@Tag("server")
class MySql56CheckpointStoreTest extends MySqlCheckpointStoreContract {
  MySql56CheckpointStoreTest() {
    super(Kind.MYSQL_5_6);
  }
}
