package io.wherry.mysql;

import static io.wherry.mysql.Reader.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.server.Certificates;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How far each mode trusts, on both connections, and the logins that TLS or its absence asks for.
@Tag("server")
@org.jspecify.annotations.NullUnmarked
class TlsTest {
  private static final long ID = 4_000_000_002L;
  private static Database named;

  /// A server whose certificate is for `localhost` and 127.0.0.1.
  @BeforeAll
  static void start() {
    named =
        Database.start(
            Kind.MYSQL_9_7, Certificates.localhost().serverOptions().toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    named.close();
  }

  /// Whether the connection of the stream, as the server sees it, is encrypted.
  private static boolean streamIsEncrypted(Database database, ServerOptions options) {
    try (Reader reader = new Reader(options, ID, DumpFrom.EARLIEST)) {
      reader.next();
      return database
          .value(
              "select count(*) from performance_schema.status_by_thread s join"
                  + " performance_schema.threads t using (thread_id) where"
                  + " s.variable_name = 'Ssl_cipher' and s.variable_value <> '' and"
                  + " t.processlist_id = "
                  + reader.stream.connectionId())
          .equals("1");
    }
  }

  private static void bothSay(ServerOptions options, String line) {
    ThrowingCallable stream = () -> new Reader(options, ID, DumpFrom.EARLIEST).close();
    ThrowingCallable queries = () -> ServerQueries.open(options).close();
    for (ThrowingCallable connection : new ThrowingCallable[] {stream, queries}) {
      assertThatThrownBy(connection)
          .isInstanceOfSatisfying(
              ServerException.class,
              e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.REFUSED))
          .hasMessage(line);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyModeConnectsToAServerThatDeservesIt(TlsMode mode) {
    Path ca = mode.verifies() ? Certificates.localhost().ca() : null;
    ServerOptions options = options(named).withTls(mode, ca);
    assertThat(streamIsEncrypted(named, options)).isEqualTo(mode != TlsMode.DISABLED);
    try (ServerQueries queries = ServerQueries.open(options)) {
      assertThat(queries.facts().family()).isEqualTo(Family.MYSQL);
    }
  }

  /// MySQL's own certificates are signed by its own authority and name no host.
  @Test
  void aCertificateForAnotherNameIsRefusedByVerifyIdentityAlone() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    Path ca = database.dataDir().resolve("ca.pem");
    assertThat(streamIsEncrypted(database, options(database).withTls(TlsMode.VERIFY_CA, ca)))
        .isTrue();
    ServerOptions strict = options(database).withTls(TlsMode.VERIFY_IDENTITY, ca);
    assertThatThrownBy(() -> new Reader(strict, ID, DumpFrom.EARLIEST))
        .hasMessage(
            "127.0.0.1:"
                + database.port()
                + ": the server's certificate is not for 127.0.0.1 (No subject alternative names"
                + " present): connect by a name in the certificate, or use"
                + " --source.tls=verify-ca");
    assertThatThrownBy(() -> ServerQueries.open(strict))
        .hasMessageStartingWith(
            "127.0.0.1:" + database.port() + ": the server's certificate is not for 127.0.0.1 (")
        .hasMessageEndingWith(
            "): connect by a name in the certificate, or use --source.tls=verify-ca");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    Path other = Certificates.localhost().ca();
    bothSay(
        options(database).withTls(TlsMode.VERIFY_CA, other),
        "127.0.0.1:"
            + database.port()
            + ": the server's certificate is not signed by an authority in "
            + other
            + ": name its authority's PEM file with --source.tls.ca (MySQL keeps its own as ca.pem"
            + " in the data directory)");
  }

  @Test
  void withoutAFileTheJvmsAuthoritiesCount() {
    bothSay(
        options(named, "root", "").withTls(TlsMode.VERIFY_CA, null),
        "127.0.0.1:"
            + named.port()
            + ": the server's certificate is not signed by an authority in the JVM's trust store:"
            + " name its authority's PEM file with --source.tls.ca (MySQL keeps its own as ca.pem"
            + " in the data directory)");
  }

  @Test
  void aFileWithoutACertificateIsNamed() {
    Path notPem = Certificates.localhost().key();
    ServerOptions options = options(named).withTls(TlsMode.VERIFY_CA, notPem);
    assertThatThrownBy(() -> new Reader(options, ID, DumpFrom.EARLIEST))
        .hasMessageStartingWith("source.tls.ca: " + notPem + " holds no certificate that can be")
        .hasMessageEndingWith(": name a PEM file with BEGIN CERTIFICATE in it");
  }

  /// MySQL 5.6 as it comes has no certificate.
  @ParameterizedTest
  @CsvSource({"MYSQL_5_6, required", "MYSQL_5_6, verify-ca", "MARIADB_10_11, verify-identity"})
  void aServerWithoutTlsIsRefusedWhereTlsIsAMust(Kind kind, String mode) {
    Database database = Database.shared(kind);
    TlsMode tls = TlsMode.named(mode).orElseThrow();
    Path ca = tls.verifies() ? Certificates.localhost().ca() : null;
    bothSay(
        options(database).withTls(tls, ca),
        "127.0.0.1:"
            + database.port()
            + " has no TLS, but source.tls is "
            + mode
            + ": give the server a certificate (ssl_cert, ssl_key), or use"
            + " --source.tls=preferred");
  }

  /// Its library knows TLS 1.1 at most, which Java does not speak any more.
  @Test
  void preferredIsPlainWhereTheServersTlsIsTooOld() {
    String[] certificates = Certificates.localhost().serverOptions().toArray(String[]::new);
    try (Database database = Database.start(Kind.MYSQL_5_6, certificates)) {
      try (Reader reader = new Reader(options(database), ID, DumpFrom.EARLIEST);
          ServerQueries queries = ServerQueries.open(options(database))) {
        reader.next();
        assertThat(queries.facts().major()).isEqualTo(5);
      }
    }
  }

  /// The first login after a password was set is the full one: over TLS the password itself, else
  /// encrypted with the server's key. Later ones are served from the server's cache.
  @ParameterizedTest
  @CsvSource({"disabled, stream", "disabled, queries", "required, stream", "required, queries"})
  void cachingSha2LogsInForTheFirstTime(String mode, String first) {
    String user = "sha2_" + mode + "_" + first;
    String password = "p@:/ß % long enough to need more than one round of a hash";
    named.sql(
        "create user " + user + " identified with caching_sha2_password by '" + password + "'",
        "grant replication slave on *.* to " + user);
    ServerOptions options =
        options(named, user, password).withTls(TlsMode.named(mode).orElseThrow(), null);
    if (first.equals("queries")) {
      ServerQueries.open(options).close();
    }
    for (int time = 0; time < 2; time++) {
      try (Reader reader = new Reader(options, ID, DumpFrom.EARLIEST)) {
        reader.next();
      }
    }
    ServerQueries.open(options).close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_5_6", "MARIADB_10_11", "MARIADB_11_4", "MARIADB_11_8"})
  void nativePasswordsLogIn(Kind kind) {
    Database database = Database.shared(kind);
    database.sql(
        "create user native_user@'%' identified by 'p@:/ %'",
        "grant replication slave on *.* to native_user@'%'");
    ServerOptions options = options(database, "native_user", "p@:/ %");
    try (Reader reader = new Reader(options, ID, DumpFrom.EARLIEST);
        ServerQueries queries = ServerQueries.open(options)) {
      reader.next();
      assertThat(queries.grants().replicationSlave()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAccountMayHaveNoPassword(Kind kind) {
    Database database = Database.shared(kind);
    database.sql(
        "create user no_password@'%'", "grant replication slave on *.* to no_password@'%'");
    for (TlsMode mode : new TlsMode[] {TlsMode.DISABLED, TlsMode.PREFERRED}) {
      ServerOptions options = options(database, "no_password", "").withTls(mode, null);
      try (Reader reader = new Reader(options, ID, DumpFrom.EARLIEST)) {
        reader.next();
      }
      ServerQueries.open(options).close();
    }
  }

  @Test
  void aLoginThatWeDoNotKnowNamesOneThatWeDo() {
    named.sql("create user sha256_user identified with sha256_password by 'x'");
    assertThatThrownBy(() -> new Reader(options(named, "sha256_user", "x"), ID, DumpFrom.EARLIEST))
        .hasMessage(
            "127.0.0.1:"
                + named.port()
                + ": user sha256_user cannot log in (unsupported authentication method:"
                + " sha256_password): run on the server: ALTER USER 'sha256_user'@'%' IDENTIFIED"
                + " WITH caching_sha2_password BY '…'");
  }
}
