package io.wherry.kinesis;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// The end of one call's life: when it comes, the call's socket is closed so that nothing of it can
/// arrive any more. What lies in this machine's buffers is thrown away (linger 0), not sent.
///
/// Source: DELIVERY 3, `REQUEST_LIFE`; RFC 9293, "ABORT Call".
final class Deadline implements Runnable {
  private @Nullable Socket socket;
  private boolean over;

  /// Names the socket that the call goes through.
  ///
  /// @throws IOException when its life is over already
  synchronized void watch(Socket raw) throws IOException {
    if (over) {
      cut(raw);
      throw new IOException("no time was left for the call");
    }
    socket = raw;
  }

  @Override
  public synchronized void run() {
    over = true;
    if (socket != null) {
      cut(socket);
    }
  }

  /// The call has its answer: its socket is left alone from now on.
  synchronized void passed() {
    socket = null;
  }

  /// Whether it came before the answer.
  synchronized boolean isOver() {
    return over;
  }

  private static void cut(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // It is closed already.
    }
    try {
      socket.close();
    } catch (IOException _) {
      // A close that fails leaves nothing that could be sent.
    }
  }
}
