package io.wherry.mysql;

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

  /// Reads a URL.
  ///
  /// @throws InvalidOptions with all problems at once, each one line that never shows the password
  public static ServerUrl parse(String url) {
    throw new UnsupportedOperationException(url);
  }

  /// The URL without its password.
  @Override
  public String toString() {
    return "mysql://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
