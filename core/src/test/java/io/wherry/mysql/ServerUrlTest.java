package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerUrlTest {
  @Test
  void aUrlNamesUserPasswordHostAndPort() {
    assertThat(ServerUrl.parse("mysql://repl:secret@db.example.org:3307"))
        .isEqualTo(new ServerUrl("repl", Optional.of("secret"), "db.example.org", 3307));
  }

  /// Passwords are made by generators: one with @ or / that was cut there would look like a wrong
  /// password, or send half of it to the wrong host.
  @ParameterizedTest
  @CsvSource({
    "mysql://re%20pl:p%40s%2Fs%3A@db, re pl, p@s/s:, db, 3306",
    "mysql://repl:p@ss@db, repl, p@ss, db, 3306",
    "mysql://repl:a:b@db:1, repl, a:b, db, 1",
    "mysql://repl:a+b@db:65535, repl, a+b, db, 65535",
    "mysql://repl:p%C3%A4ss@db/, repl, päss, db, 3306",
    "mysql://repl:x@[fd00::12]:3307, repl, x, fd00::12, 3307",
    "mysql://repl:x@[::1], repl, x, ::1, 3306",
    "mysql://repl:@db, repl, '', db, 3306",
  })
  void partsAreDecoded(String url, String user, String password, String host, int port) {
    assertThat(ServerUrl.parse(url))
        .isEqualTo(new ServerUrl(user, Optional.of(password), host, port));
  }

  /// Without one in the URL it comes from a file; an empty password is another thing.
  @Test
  void aUrlMayHoldNoPassword() {
    assertThat(ServerUrl.parse("mysql://repl@db").password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://a:b@c | source.url: does not begin with mysql://: "
            + "write mysql://USER:PASSWORD@HOST:PORT",
        "mysql://db:3306 | source.url: the user is missing: write mysql://USER:PASSWORD@HOST:PORT",
        "mysql://repl:x@ | source.url: the host is missing: write mysql://USER:PASSWORD@HOST:PORT",
        "mysql://repl:x@db:33o6 | source.url: port '33o6' is not a number from 1 to 65535",
        "mysql://repl:x@db:0 | source.url: port '0' is not a number from 1 to 65535",
        "mysql://repl:x@db:65536 | source.url: port '65536' is not a number from 1 to 65535",
        "mysql://repl:x@db/shop | source.url: nothing may follow the port (no database, no"
            + " options); a / or ? in the password is written %2F or %3F: write"
            + " mysql://USER:PASSWORD@HOST:PORT",
        "mysql://repl:a/b@db | source.url: a / in user or password is written %2F, a ? is written"
            + " %3F",
        "mysql://repl:50%@db | source.url: a % in the password is not followed by two hex digits:"
            + " write % as %25",
        "mysql://repl:x@fd00::12 | source.url: an IPv6 address goes in brackets: [fd00::12]:3306",
        "mysql://repl:x@[fd00::12 | source.url: the ] behind the IPv6 address is missing",
      })
  void aWrongUrlIsExplainedInOneLine(String url, String line) {
    assertThatThrownBy(() -> ServerUrl.parse(url))
        .isInstanceOf(InvalidOptions.class)
        .hasMessage(line);
  }

  @Test
  void allProblemsComeAtOnce() {
    assertThatThrownBy(() -> ServerUrl.parse("mysql://:5%0@:x"))
        .isInstanceOfSatisfying(
            InvalidOptions.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "source.url: a % in the password is not followed by two hex digits: write"
                            + " % as %25",
                        "source.url: the user is missing: write mysql://USER:PASSWORD@HOST:PORT",
                        "source.url: port 'x' is not a number from 1 to 65535",
                        "source.url: the host is missing: write mysql://USER:PASSWORD@HOST:PORT"));
  }

  /// Errors and logs print it.
  @Test
  void thePasswordIsNeverShown() {
    assertThat(ServerUrl.parse("mysql://repl:secret@[::1]").toString())
        .isEqualTo("mysql://repl@[::1]:3306");
  }
}
