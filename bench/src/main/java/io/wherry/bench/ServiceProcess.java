package io.wherry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An [AcknowledgingService] in a process of its own.
final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  /// What has come so far.
  ///
  /// @param records Kinesis records
  /// @param bytes of their data
  /// @param firstAt when the first call came, in nanoseconds of this machine's clock
  /// @param lastAt when the last one did
  record Counts(long records, long bytes, long firstAt, long lastAt) {
    /// Records a second.
    double rate() {
      return records * 1e9 / (lastAt - firstAt);
    }
  }

  private ServiceProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static ServiceProcess start(int shards, int delayMillis) throws IOException {
    List<String> command =
        Children.java(
            AcknowledgingService.class,
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            List.of(Integer.toString(shards), Integer.toString(delayMillis)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Children.watch(process);
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (line == null) {
      throw new BenchException("the acknowledging endpoint did not start", null);
    }
    return new ServiceProcess(process, URI.create(line));
  }

  URI endpoint() {
    return endpoint;
  }

  Counts counts() throws IOException, InterruptedException {
    String[] words = get("/counts").split(" ", -1);
    return new Counts(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }

  void reset() throws IOException, InterruptedException {
    get("/reset");
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(endpoint.resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    http.close();
    Children.end(process);
  }
}
