package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wherry.server.BadLine;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SlowLoginTest {
  // Taken for a refusal it would end a run that only connects again, with advice on passwords.
  @Test
  void aLoginThatTakesTooLongIsNoRefusal() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var line = BadLine.to(database.port())) {
      line.delay(Duration.ofMillis(800));
      var options =
          new ServerOptions(
              "127.0.0.1",
              line.port(),
              "root",
              "",
              OptionalLong.empty(),
              TlsMode.DISABLED,
              null,
              Duration.ofSeconds(2),
              ServerOptions.QUERY_TIMEOUT);
      ServerException failed =
          catchThrowableOfType(ServerException.class, () -> ServerQueries.open(options).close());
      assertThat(failed)
          .hasMessage(
              "127.0.0.1:%d: no answer within 2 s: check host and port of source.url, and the"
                      .formatted(line.port())
                  + " firewalls on the way");
      assertThat(failed.kind()).isEqualTo(ServerException.Kind.LOST);
    }
  }
}
