package io.wherry.source;

import io.wherry.mysql.ServerOptions;
import java.util.List;
import java.util.stream.Collectors;

/// The servers that hold the same data (a source and its replicas), of which one is followed.
final class Hosts {
  private final List<ServerOptions> servers;
  private volatile int current;

  /// @param servers in the order in which they are tried; the first one is followed
  Hosts(List<ServerOptions> servers) {
    this.servers = List.copyOf(servers);
  }

  /// The one that is followed.
  ServerOptions current() {
    return servers.get(current);
  }

  /// Goes over to one of them.
  void follow(ServerOptions server) {
    current = servers.indexOf(server);
  }

  /// Whether there is another one to go on with.
  boolean several() {
    return servers.size() > 1;
  }

  /// All of them, the followed one first.
  List<ServerOptions> inOrder() {
    int first = current;
    return java.util.stream.IntStream.range(0, servers.size())
        .mapToObj(i -> servers.get((first + i) % servers.size()))
        .toList();
  }

  /// `db1:3306, db2:3306`
  @Override
  public String toString() {
    return servers.stream().map(ServerOptions::address).collect(Collectors.joining(", "));
  }
}
