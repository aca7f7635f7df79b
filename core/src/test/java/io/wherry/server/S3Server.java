package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// `s3rver`, a server that speaks S3 and is not ours, as a process of the test's own on 127.0.0.1.
/// It knows one access key, and lets everybody without one read.
public final class S3Server implements AutoCloseable {
  /// Who may write, for the environment of a process.
  public static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "S3RVER", "AWS_SECRET_ACCESS_KEY", "S3RVER");

  private static final Duration START = Duration.ofMinutes(1);
  private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = LeftBehind.folder("s3");
  private final int port = Ports.free();
  private final String bucket;
  private Child process;

  private S3Server(String bucket) {
    this.bucket = bucket;
    process = run();
  }

  /// Starts it with one bucket.
  public static S3Server start(String bucket) {
    return new S3Server(bucket);
  }

  private Child run() {
    Path module = Cache.item("s3rver").resolve("node_modules/s3rver/bin/s3rver.js");
    Child started =
        Child.start(
            "s3rver",
            folder,
            Map.of(),
            List.of(
                "node",
                module.toString(),
                "--directory=" + folder.resolve("data"),
                "--address=127.0.0.1",
                "--port=" + port,
                "--configure-bucket",
                bucket));
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!started.alive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("s3rver does not answer\n" + started.tail());
      }
    }
    return started;
  }

  private boolean answers() {
    try {
      Thread.sleep(20);
      return get("").statusCode() > 0;
    } catch (UncheckedIOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for s3rver", e);
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(endpoint() + "/" + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking s3rver", e);
    }
  }

  /// `http://127.0.0.1:port`.
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /// The keys of all objects, in the order of S3.
  public List<String> keys() {
    return KEY.matcher(get(bucket).body()).results().map((MatchResult k) -> k.group(1)).toList();
  }

  /// What an object holds.
  public String object(String key) {
    HttpResponse<String> answer = get(bucket + "/" + key);
    if (answer.statusCode() != 200) {
      throw new AssertionError(key + ": HTTP status " + answer.statusCode());
    }
    return answer.body();
  }

  /// SIGKILL; what was stored stays.
  public void kill() {
    process.kill();
  }

  /// Starts it again at the same port.
  public void restart() {
    process = run();
  }

  @Override
  public void close() {
    if (process.alive()) {
      process.kill();
    }
    LeftBehind.remove(folder);
  }
}
