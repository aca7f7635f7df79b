package io.wherry.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends prepared calls over one connection, one after the other, and looks no closer at the
/// answers than it must.
final class PutConnection implements Rounds.Work {
  private static final int BUFFER = 64 << 10;
  private static final int LINE_MAX = 1_024;
  private static final int ANSWER_MAX = 1 << 20;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final List<byte[]> calls;
  private int next;
  private byte[] answer = new byte[0];
  private int answerLength;
  private boolean checked;

  /// @param first the call to begin with
  PutConnection(URI endpoint, List<byte[]> calls, int first) throws IOException {
    this.calls = calls;
    next = first;
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    out = socket.getOutputStream();
  }

  /// @return the records of a call
  @Override
  public long once() throws IOException {
    out.write(calls.get(next++ % calls.size()));
    String status = line();
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("the answer is " + status);
    }
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length <= 0 || length > ANSWER_MAX) {
      throw new IOException("the answer has a length of " + length);
    }
    if (answer.length < length) {
      answer = new byte[length];
    }
    in.readNBytes(answer, 0, length);
    answerLength = length;
    if (!checked) {
      check();
    }
    return PreparedPuts.RECORDS;
  }

  /// Both forms name the members of an answer in ASCII.
  private void check() throws IOException {
    String text = new String(answer, 0, answerLength, StandardCharsets.ISO_8859_1);
    if (text.contains("ErrorCode")
        || text.split("SequenceNumber", -1).length <= PreparedPuts.RECORDS) {
      throw new IOException("not all records were stored: turn throttling off, send less");
    }
    checked = true;
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() > LINE_MAX) {
        throw new EOFException("an answer that ends within its head: " + line);
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    if (answerLength > 0) {
      check();
    }
  }
}
