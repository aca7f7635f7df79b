package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

  @Test
  void theDefaultsAreGood() {
    ServerOptions options = ServerOptions.of("db", 3306, "repl", "secret");
    assertThat(options.tls()).isEqualTo(TlsMode.PREFERRED);
    assertThat(options.replicaId()).isEmpty();
    assertThat(options.address()).isEqualTo("db:3306");
  }

  @Test
  void thePasswordIsNeverShown() {
    assertThat(ServerOptions.of("db", 3306, "repl", "secret").toString())
        .isEqualTo("repl@db:3306 tls=preferred");
  }

  @Test
  void allProblemsComeAtOnce() {
    assertThatThrownBy(() ->
            new ServerOptions(
                "a host",
                70000,
                "",
                "secret",
                OptionalLong.of(0),
                TlsMode.REQUIRED,
                Path.of("ca.pem"),
                Duration.ZERO,
                Duration.ofDays(100)))
        .isInstanceOfSatisfying(
            InvalidOptions.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "source.url: 'a host' is not a host name: letters, digits, dots and hyphens"
                            + " only",
                        "source.url: port 70000 is not between 1 and 65535",
                        "source.url: the user is missing: write mysql://USER:PASSWORD@HOST:PORT",
                        "source.server-id: 0 is not between 1 and 4294967295: choose an id that no"
                            + " other replica of the server has",
                        "source.tls.ca: a certificate authority is only looked at with"
                            + " source.tls=verify-ca or verify-identity, not required",
                        "source.connect-timeout: 0 ms is not a time to wait: use 1s or more",
                        "source.query-timeout: 8640000000 ms is not a time to wait: use 1s or"
                            + " more"));
  }

  @Test
  void anAuthorityThatIsNotThereIsNamed() {
    ServerOptions options = ServerOptions.of("db", 3306, "repl", "");
    assertThatThrownBy(() -> options.withTls(TlsMode.VERIFY_CA, Path.of("no/such.pem")))
        .hasMessage("source.tls.ca: cannot read no/such.pem: name a PEM file");
  }

  @Test
  void modesGoByTheNamesOfMysqlsClients() {
    assertThat(TlsMode.named("verify-identity")).contains(TlsMode.VERIFY_IDENTITY);
    assertThat(TlsMode.named("verify_ca")).isEmpty();
    assertThat(TlsMode.VERIFY_CA.option()).isEqualTo("verify-ca");
  }
}
