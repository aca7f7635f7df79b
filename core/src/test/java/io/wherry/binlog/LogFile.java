package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A server's binlog file as events: four magic bytes, and the events as a dump sends them.
final class LogFile {
  private static final int MAGIC_BYTES = 4;

  private LogFile() {}

  /// All events of the file, in order.
  static List<ByteSlice> events(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      List<ByteSlice> events = new ArrayList<>();
      for (int at = MAGIC_BYTES; at < bytes.length; ) {
        int size = Numbers.int32(bytes, at + 9);
        events.add(new ByteSlice().wrap(bytes, at, size));
        at += size;
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files `binlog.000001` … of a data folder, in order.
  static List<Path> of(Path dataDir) {
    try (Stream<Path> files = Files.list(dataDir)) {
      return files
          .filter(file -> file.getFileName().toString().matches("binlog\\.\\d+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
