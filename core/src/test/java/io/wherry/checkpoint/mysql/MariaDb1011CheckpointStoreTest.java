package io.wherry.checkpoint.mysql;

import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;

@Tag("server")
class MariaDb1011CheckpointStoreTest extends MySqlCheckpointStoreContract {
  MariaDb1011CheckpointStoreTest() {
    super(Kind.MARIADB_10_11);
  }
}
