package io.wherry.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/// A port of this machine on which nobody listens.
final class FreePort {
  /// Below the ports that systems give to outgoing connections.
  private static final int FIRST = 10_000;

  private static final int END = 32_000;
  private static final int TRIES = 1_000;

  private FreePort() {}

  static int find() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, END);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException _) {
        // Taken: try another.
      }
    }
    throw new IOException("no free port from " + FIRST + " to " + END);
  }
}
