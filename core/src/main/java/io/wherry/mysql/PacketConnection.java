package io.wherry.mysql;

import com.github.shyiko.mysql.binlog.network.Authenticator;
import com.github.shyiko.mysql.binlog.network.protocol.GreetingPacket;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.SSLRequestCommand;
import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/// A connection that is logged in and speaks in packets: statements first, then the log.
///
/// Only what a replica needs: a statement without a result, and a query for one value.
final class PacketConnection implements AutoCloseable {
  /// The server can switch to TLS (capability flag). Source: MySQL client/server protocol,
  /// "Capabilities Flags".
  private static final int CLIENT_SSL = 1 << 11;

  private static final int OK = 0x00;
  private static final int EOF = 0xFE;
  private static final int ERROR = 0xFF;
  private static final int NULL_CELL = 0xFB;

  /// An EOF packet is shorter than this; longer ones that begin alike are rows.
  private static final int EOF_BELOW = 9;

  private final ErrorLines lines;
  private final Socket socket;
  private final PacketChannel channel;
  private final GreetingPacket greeting;
  private InputStream stream;

  /// Connects and logs in.
  ///
  /// @throws ServerException when the server cannot be reached or refuses
  static PacketConnection open(ServerOptions options, ErrorLines lines) {
    try {
      return new PacketConnection(options, lines);
    } catch (SSLException e) {
      if (options.tls() == TlsMode.PREFERRED) {
        // The server has a TLS that we do not speak; preferred means plain then.
        return open(options.withTls(TlsMode.DISABLED, null), lines);
      }
      throw ConnectLines.tls(options, e);
    } catch (IOException e) {
      throw ConnectLines.unreachable(options, e);
    }
  }

  private PacketConnection(ServerOptions options, ErrorLines lines) throws IOException {
    this.lines = lines;
    socket = connect(options);
    boolean done = false;
    try {
      stream = socket.getInputStream();
      channel = new PacketChannel(socket);
      greeting = greeting();
      lines.version(greeting.getServerVersion());
      startTls(options);
      logIn(options);
      socket.setSoTimeout(Math.toIntExact(options.queryTimeout().toMillis()));
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /// A host may have several addresses, of which some do not answer (`localhost` is `::1` too).
  private static Socket connect(ServerOptions options) throws IOException {
    int timeout = Math.toIntExact(options.connectTimeout().toMillis());
    IOException last = null;
    for (InetAddress address : InetAddress.getAllByName(options.host())) {
      var socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.connect(new InetSocketAddress(address, options.port()), timeout);
        socket.setSoTimeout(timeout);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last == null ? new IOException("the host has no address") : last;
  }

  private GreetingPacket greeting() throws IOException {
    byte[] packet = channel.read();
    if (packet.length > 0 && (packet[0] & 0xFF) == ERROR) {
      throw lines.said(ErrorPacket.read(behindMarker(packet)));
    }
    try {
      return new GreetingPacket(packet);
    } catch (RuntimeException e) {
      throw new IOException("its first packet is not a greeting", e);
    }
  }

  private void startTls(ServerOptions options) throws IOException {
    if (options.tls() == TlsMode.DISABLED) {
      return;
    }
    if ((greeting.getServerCapabilities() & CLIENT_SSL) == 0) {
      if (options.tls().insists()) {
        throw ConnectLines.noTls(options);
      }
      return;
    }
    var request = new SSLRequestCommand();
    request.setCollation(greeting.getServerCollation());
    channel.write(request);
    channel.upgradeToSSL(
        plain -> {
          try {
            var secure = Tls.over(plain, options);
            stream = secure.getInputStream();
            return secure;
          } catch (IOException e) {
            throw asSocketException(e);
          }
        },
        null);
  }

  private static java.net.SocketException asSocketException(IOException e) {
    var wrapped = new java.net.SocketException(e.getMessage());
    wrapped.initCause(e);
    return wrapped;
  }

  private void logIn(ServerOptions options) throws IOException {
    try {
      new Authenticator(greeting, channel, null, options.user(), options.password()).authenticate();
      channel.authenticationComplete();
    } catch (com.github.shyiko.mysql.binlog.network.ServerException e) {
      String said = String.valueOf(e.getMessage());
      throw e.getErrorCode() != 0 ? lines.said(e.getErrorCode(), said, e) : lines.login(said, e);
    } catch (SSLException | SocketTimeoutException e) {
      throw lines.lost("the connection broke while logging in", e);
    } catch (RuntimeException e) {
      throw lines.broken("a login packet that cannot be read");
    }
  }

  /// The server's version text.
  String serverVersion() {
    return greeting.getServerVersion();
  }

  /// The server's number of this connection.
  long connectionId() {
    return greeting.getThreadId();
  }

  /// Runs a statement that gives no rows.
  void execute(String statement) {
    send(new QueryCommand(statement));
    expectOk();
  }

  /// Waits for the server's consent to what was sent last.
  void expectOk() {
    ByteReader answer = read();
    int marker = answer.uint8();
    if (marker == ERROR) {
      throw lines.said(ErrorPacket.read(answer));
    }
    if (marker != OK) {
      throw lines.broken("rows as the answer to a statement that has none");
    }
  }

  /// Runs a query for one value; the empty text for NULL and for no row.
  ///
  /// Source: MySQL client/server protocol, "Text Resultset": column count, column definitions, EOF,
  /// rows, EOF.
  String cell(String query) {
    send(new QueryCommand(query));
    ByteReader head = read();
    int marker = head.uint8();
    if (marker == ERROR) {
      throw lines.said(ErrorPacket.read(head));
    }
    if (marker == OK) {
      return "";
    }
    for (int column = 0; column < marker; column++) {
      read();
    }
    read();
    String value = "";
    while (true) {
      ByteReader row = read();
      int start = row.position();
      int first = row.uint8();
      if (first == ERROR) {
        throw lines.said(ErrorPacket.read(row));
      }
      if (first == EOF && row.remaining() < EOF_BELOW - 1) {
        return value;
      }
      if (first != NULL_CELL) {
        row.position(start);
        int length = Math.toIntExact(row.lengthEncoded());
        value = row.slice(length, new ByteSlice()).utf8();
      }
    }
  }

  /// Sends a command and does not wait.
  void send(Command command) {
    try {
      channel.write(command);
    } catch (IOException e) {
      throw lines.lost(null, e);
    }
  }

  private ByteReader read() {
    try {
      byte[] packet = channel.read();
      if (packet.length == 0) {
        throw lines.broken("an empty packet");
      }
      return new ByteReader().wrap(packet, 0, packet.length);
    } catch (IOException e) {
      throw lines.lost(null, e);
    }
  }

  private static ByteReader behindMarker(byte[] packet) {
    return new ByteReader().wrap(packet, 1, packet.length - 1);
  }

  /// The bytes the server sends from here on, to be read without a timeout. Nothing of them was
  /// read yet: a server speaks only when it was asked.
  InputStream stream() {
    try {
      socket.setSoTimeout(0);
    } catch (IOException e) {
      throw lines.lost(null, e);
    }
    return stream;
  }

  /// Drops the connection at once, whatever it is doing; from any thread.
  ///
  /// The socket below TLS is closed, as closing TLS would wait for its turn to say goodbye; and it
  /// is reset, so that the server's next heartbeat finds out.
  @Override
  public void close() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed already
    }
    try {
      socket.close();
    } catch (IOException e) {
      // nobody waits for it any more
    }
  }
}
