package io.wherry.app;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the server is and who asks: `mysql://USER:PASSWORD@HOST:PORT`, percent-encoded; with
/// commas in between, several hosts that hold the same data.
///
/// @param hosts the servers, in the order in which they are tried
/// @param password empty when the URL has none
record SourceUrl(List<Host> hosts, String user, Optional<Secret> password) {
  /// Where a server is.
  ///
  /// @param name name or address, without the brackets of IPv6
  /// @param port TCP
  record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /// Source: IANA, service "mysql".
  private static final int PORT = 3306;

  private static final int PORT_MAX = 65_535;

  /// @throws IllegalArgumentException with a reason that never repeats the password
  static SourceUrl parse(String text) {
    int scheme = text.indexOf("://");
    String name = scheme < 0 ? "" : text.substring(0, scheme);
    if (!name.equals("mysql") && !name.equals("mariadb")) {
      throw new IllegalArgumentException("must be mysql://USER:PASSWORD@HOST:PORT");
    }
    String rest = text.substring(scheme + 3);
    // The last @, since a password that was not encoded may have one too.
    int at = rest.lastIndexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException("names no user: write mysql://USER:PASSWORD@HOST:PORT");
    }
    String[] userAndPassword = rest.substring(0, at).split(":", 2);
    var hosts = new ArrayList<Host>();
    for (String address : withoutPath(rest.substring(at + 1)).split(",", -1)) {
      Host host = host(address);
      if (hosts.contains(host)) {
        throw new IllegalArgumentException("names " + host + " twice");
      }
      hosts.add(host);
    }
    return new SourceUrl(
        List.copyOf(hosts),
        decode(userAndPassword[0], "user"),
        userAndPassword.length < 2
            ? Optional.empty()
            : Optional.of(new Secret(decode(userAndPassword[1], "password"))));
  }

  private static Host host(String address) {
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon > address.lastIndexOf(']');
    String host = hasPort ? address.substring(0, colon) : address;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("must have an IPv6 address in brackets, like [::1]:3306");
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("names no host: write mysql://USER:PASSWORD@HOST:PORT");
    }
    return new Host(decode(host, "host"), hasPort ? port(address.substring(colon + 1)) : PORT);
  }

  private static String withoutPath(String address) {
    if (address.indexOf('?') >= 0) {
      throw new IllegalArgumentException(
          "must end behind the port: settings like TLS have options of their own");
    }
    int slash = address.indexOf('/');
    if (slash >= 0 && slash < address.length() - 1) {
      throw new IllegalArgumentException(
          "must end behind the port: choose databases with --tables.include=DATABASE.*");
    }
    return slash < 0 ? address : address.substring(0, slash);
  }

  private static int port(String text) {
    try {
      return (int) Parsers.number(text, PORT_MAX, "");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a wrong port: it " + e.getMessage(), e);
    }
  }

  /// Source: RFC 3986, 2.1. Unlike a form's, a URL's `+` is a plus.
  static String decode(String encoded, String part) {
    var bytes = new ByteArrayOutputStream();
    byte[] utf8 = encoded.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '%') {
        bytes.write(utf8[i]);
        continue;
      }
      boolean hex =
          i + 2 < utf8.length
              && HexFormat.isHexDigit(utf8[i + 1])
              && HexFormat.isHexDigit(utf8[i + 2]);
      if (!hex) {
        throw new IllegalArgumentException(
            "has a % in its " + part + " without two hex digits behind it: write % as %25");
      }
      bytes.write(HexFormat.fromHexDigit(utf8[i + 1]) << 4 | HexFormat.fromHexDigit(utf8[i + 2]));
      i += 2;
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("has bytes in its " + part + " that are not UTF-8", e);
    }
  }

  @Override
  public String toString() {
    return "mysql://"
        + user
        + "@"
        + hosts.stream().map(Host::toString).collect(Collectors.joining(","));
  }
}
