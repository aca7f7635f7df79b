package io.wherry.mysql;

import io.wherry.mysql.ServerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS over a connection that began plain, looking at the server's certificate as much as the mode
/// asks for.
final class Tls {
  private Tls() {}

  /// A TLS socket over `plain`, before its handshake.
  static SSLSocket over(Socket plain, ServerOptions options) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(options), null);
      var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, options.host(), options.port(), true);
      if (options.tls() == TlsMode.VERIFY_IDENTITY) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      return socket;
    } catch (GeneralSecurityException e) {
      throw unusable(options.ca(), e);
    }
  }

  private static TrustManager[] trust(ServerOptions options)
      throws GeneralSecurityException, IOException {
    if (!options.tls().verifies()) {
      return new TrustManager[] {new Everyone()};
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    Path ca = options.ca();
    factory.init(ca == null ? null : authorities(ca));
    return factory.getTrustManagers();
  }

  private static KeyStore authorities(Path ca) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(ca)) {
      int count = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw unusable(ca, null);
      }
    } catch (IOException e) {
      throw unusable(ca, e);
    }
    return store;
  }

  static ServerException unusable(@Nullable Path ca, @Nullable Exception cause) {
    return new ServerException(
        Kind.REFUSED,
        0,
        "source.tls.ca: "
            + ca
            + " holds no certificate that can be read"
            + (cause == null ? "" : " (" + cause.getMessage() + ")")
            + ": name a PEM file with BEGIN CERTIFICATE in it",
        cause);
  }

  /// Looks at no certificate: what `preferred` and `required` promise is secrecy from listeners,
  /// not that the other side is who it says.
  private static final class Everyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
