package io.wherry.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers of tests.
public final class Ports {
  /// Below the range from which the kernel gives ports to outgoing connections: else, while a
  /// server is down, a client that tries again and again can get its own port and talk to itself.
  private static final int FIRST = 10_000;

  private static final int END = 32_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  /// A port on 127.0.0.1 that nobody listens on now.
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (nobodyListensOn(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port in " + FIRST + ".." + END + " after " + TRIES);
  }

  private static boolean nobodyListensOn(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
