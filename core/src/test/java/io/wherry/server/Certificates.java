package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A certificate authority of the tests and a server certificate it signed, valid for `localhost`
/// and `127.0.0.1`, as PEM files.
///
/// @param ca what a client trusts
/// @param certificate what the server shows
/// @param key the server's private key
public record Certificates(Path ca, Path certificate, Path key) {
  private static final String PASSWORD = "not-a-secret";
  private static final int KEYTOOL_SECONDS = 60;

  /// The same for all tests, made once.
  public static Certificates localhost() {
    Path folder = Cache.made("tls", Certificates::make);
    return new Certificates(
        folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server-key.pem"));
  }

  /// The options with which a server shows this certificate.
  public List<String> serverOptions() {
    return List.of("--ssl-ca=" + ca, "--ssl-cert=" + certificate, "--ssl-key=" + key);
  }

  private static void make(Path folder) {
    Path store = folder.resolve("store.p12");
    keytool(store, "ca", "-dname", "CN=Wherry tests", "-ext", "bc:c");
    keytool(
        store,
        "server",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1",
        "-signer",
        "ca");
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      pem(folder.resolve("ca.pem"), "CERTIFICATE", keys.getCertificate("ca").getEncoded());
      pem(folder.resolve("server.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
      pem(
          folder.resolve("server-key.pem"),
          "PRIVATE KEY",
          keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("making certificates: " + e.getMessage(), e);
    }
  }

  private static void pem(Path file, String label, byte[] der) throws IOException {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(label, lines.encodeToString(der), label));
  }

  private static void keytool(Path store, String alias, String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "RSA", "-keysize", "2048"));
    command.addAll(List.of("-validity", "3650", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(store.resolveSibling("keytool.log").toFile())
              .start();
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            command + ": " + Files.readString(store.resolveSibling("keytool.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making certificates", e);
    }
  }
}
