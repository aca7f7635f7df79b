package io.wherry.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The address part of the options: `mysql://USER:PASSWORD@HOST:PORT`.
///
/// ```text
///   mysql://repl:p%40ss@db.example.org:3307     user repl, password p@ss
///   mysql://repl@[fd00::12]                     port 3306, password from elsewhere
/// ```
///
/// User, password and host are percent-decoded (RFC 3986, section 2.1); `+` is a plus sign.
///
/// @param password what the URL holds, or empty when it holds none; never shown
/// @param host an IPv6 address comes without its brackets
public record ServerUrl(String user, Optional<String> password, String host, int port) {
  /// The port of a URL that names none.
  public static final int PORT = 3306;

  private static final String SCHEME = "mysql://";
  private static final String FORM = "write mysql://USER:PASSWORD@HOST:PORT";

  /// Reads a URL.
  ///
  /// @throws InvalidOptions with all problems at once, each one line that never shows the password
  public static ServerUrl parse(String url) {
    if (!url.startsWith(SCHEME)) {
      throw new InvalidOptions(List.of("source.url: does not begin with " + SCHEME + ": " + FORM));
    }
    var problems = new ArrayList<String>();
    String rest = url.substring(SCHEME.length());
    int at = rest.lastIndexOf('@');
    String account = at < 0 ? "" : rest.substring(0, at);
    String address = rest.substring(at + 1);
    int end = firstOf(address, "/?#");
    if (end < address.length() && !address.substring(end).equals("/")) {
      problems.add(
          "source.url: nothing may follow the port (no database, no options); a / or ? in the"
              + " password is written %2F or %3F: "
              + FORM);
    }
    address = address.substring(0, end);
    if (account.indexOf('/') >= 0 || account.indexOf('?') >= 0) {
      problems.add("source.url: a / in user or password is written %2F, a ? is written %3F");
    }
    int colon = account.indexOf(':');
    String user = decoded("user", colon < 0 ? account : account.substring(0, colon), problems);
    Optional<String> password =
        colon < 0
            ? Optional.empty()
            : Optional.of(decoded("password", account.substring(colon + 1), problems));
    if (user.isEmpty()) {
      problems.add("source.url: the user is missing: " + FORM);
    }
    int port = PORT;
    int portAt = portColon(address, problems);
    if (portAt >= 0) {
      port = port(address.substring(portAt + 1), problems);
      address = address.substring(0, portAt);
    }
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    String host = decoded("host", address, problems);
    if (host.isBlank()) {
      problems.add("source.url: the host is missing: " + FORM);
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptions(problems);
    }
    return new ServerUrl(user, password, host, port);
  }

  /// Where the colon before the port stands, or -1 when there is none.
  private static int portColon(String address, List<String> problems) {
    int bracket = address.lastIndexOf(']');
    if (address.startsWith("[") && bracket < 0) {
      problems.add("source.url: the ] behind the IPv6 address is missing");
      return -1;
    }
    int colon = address.indexOf(':', Math.max(0, bracket));
    if (bracket < 0 && colon != address.lastIndexOf(':')) {
      problems.add("source.url: an IPv6 address goes in brackets: [" + address + "]:" + PORT);
      return -1;
    }
    return colon;
  }

  private static int port(String digits, List<String> problems) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls through to the one line for both
    }
    problems.add("source.url: port '" + digits + "' is not a number from 1 to 65535");
    return PORT;
  }

  private static int firstOf(String text, String stops) {
    for (int i = 0; i < text.length(); i++) {
      if (stops.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String decoded(String part, String text, List<String> problems) {
    var bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        problems.add(
            "source.url: a % in the "
                + part
                + " is not followed by two hex digits: write % as %25");
        return text;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return bytes.toString(UTF_8);
  }

  /// The URL without its password.
  @Override
  public String toString() {
    return "mysql://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
