package io.wherry.local;

import io.wherry.local.LocalStreamOptions.NewStream;
import io.wherry.local.http.HttpServer;
import io.wherry.local.log.DataFolder;
import io.wherry.local.log.LogException;
import io.wherry.local.log.Memory;
import io.wherry.local.protocol.Api;
import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.Settings;
import io.wherry.local.stream.Storage;
import io.wherry.local.stream.StreamMode;
import io.wherry.local.stream.Streams;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;

/// Kinesis Data Streams on this machine: an HTTP endpoint that AWS clients work with unchanged.
public final class LocalStream implements AutoCloseable {
  private static final int RECORD_BYTES = 1 << 20;

  private final URI endpoint;
  private final HttpServer server;
  private final Streams streams;

  private LocalStream(URI endpoint, HttpServer server, Streams streams) {
    this.endpoint = endpoint;
    this.server = server;
    this.streams = streams;
  }

  /// Starts it; it serves when this returns.
  ///
  /// @throws LocalStreamException when the port or the folder cannot be had
  public static LocalStream start(LocalStreamOptions options) {
    Streams streams;
    try {
      streams = open(options);
    } catch (LogException e) {
      throw new LocalStreamException(String.valueOf(e.getMessage()), e);
    }
    boolean started = false;
    try {
      for (NewStream stream : options.streams()) {
        create(stream, streams);
      }
      HttpServer server = listen(options, streams);
      URI endpoint = URI.create("http://" + options.host() + ":" + server.port());
      started = true;
      return new LocalStream(endpoint, server, streams);
    } finally {
      if (!started) {
        streams.close();
      }
    }
  }

  private static Streams open(LocalStreamOptions options) {
    DataFolder folder =
        options.data() == null ? null : DataFolder.open(options.data(), options.notice());
    var settings =
        new Settings(
            options.throttling(), options.retention(), options.changeTime(), options.clock());
    return new Streams(settings, new Storage(new Memory(options.memoryBytes()), folder));
  }

  private static void create(NewStream stream, Streams streams) {
    try {
      if (!streams.has(stream.name())) {
        streams.create(stream.name(), StreamMode.PROVISIONED, stream.shards(), RECORD_BYTES, true);
      }
    } catch (ServiceError e) {
      throw new LocalStreamException("stream " + stream.name() + ": " + e.text(), e);
    }
  }

  private static HttpServer listen(LocalStreamOptions options, Streams streams) {
    var address = new InetSocketAddress(options.host(), options.port());
    String where = options.host() + ":" + options.port();
    try {
      return HttpServer.start(address, new Api(streams, options.faults()), options.clock());
    } catch (BindException e) {
      throw new LocalStreamException(
          "%s: cannot listen there: %s: choose another --port".formatted(where, e.getMessage()), e);
    } catch (IOException e) {
      throw new LocalStreamException("%s: cannot listen there: %s".formatted(where, e), e);
    }
  }

  /// Where clients find it: `http://127.0.0.1:4567`.
  public URI endpoint() {
    return endpoint;
  }

  /// Closes all connections and files.
  @Override
  public void close() {
    server.close();
    streams.close();
  }
}
