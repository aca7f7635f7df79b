package io.wherry.local.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The files of one log: a chunk each, named after its first record.
///
/// Files are written in order, each complete before the next begins, so only the last one can end
/// in a record whose write did not finish. That end is cut off when the folder is opened.
public final class SegmentFolder {
  private static final String SUFFIX = ".log";
  private static final int DIGITS = 19;

  /// A chunk's bytes and where its records begin.
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
  record Content(byte[] bytes, int[] offsets) {}

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Scan(int[] offsets, int count, int end) {}

  private final Path folder;
  private final Consumer<String> notice;
  private boolean deleted;
  private @Nullable Chunk openChunk;
  private @Nullable FileChannel openFile;

  /// @param notice takes a line about what was cut
  public SegmentFolder(Path folder, Consumer<String> notice) {
    this.folder = folder;
    this.notice = notice;
  }

  private Path file(long first) {
    return folder.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", first) + SUFFIX);
  }

  /// What is there. Only the last file is read whole.
  ///
  /// @throws LogException when it cannot be read
  List<Chunk> chunks() {
    try {
      Files.createDirectories(folder);
      List<Path> files;
      try (var all = Files.list(folder)) {
        files = all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
      }
      var chunks = new ArrayList<Chunk>();
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        long first = Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
        if (i == files.size() - 1) {
          last(file, first, chunks);
        } else {
          Path next = files.get(i + 1);
          long end = Long.parseLong(next.getFileName().toString().substring(0, DIGITS));
          long later = firstArrival(next, Long.MAX_VALUE);
          chunks.add(
              new Chunk(
                  first,
                  (int) (end - first),
                  (int) Files.size(file),
                  firstArrival(file, later),
                  later));
        }
      }
      return chunks;
    } catch (IOException | NumberFormatException e) {
      throw new LogException(folder + ": cannot be read: " + e, e);
    }
  }

  private void last(Path file, long first, List<Chunk> chunks) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Scan scan = scan(bytes);
    if (scan.end < bytes.length) {
      notice.accept(
          "%s: %d bytes of a record that was not completely written are cut off at byte %d"
              .formatted(file, bytes.length - scan.end, scan.end));
      try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
        open.truncate(scan.end);
        open.force(true);
      }
    }
    if (scan.count == 0) {
      Files.delete(file);
      return;
    }
    chunks.add(
        new Chunk(
            first,
            scan.count,
            scan.end,
            RecordBytes.arrival(bytes, 0),
            RecordBytes.arrival(bytes, scan.offsets[scan.count - 1])));
  }

  /// Arrival of the first record in the file.
  private static long firstArrival(Path file, long otherwise) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RecordBytes.HEAD);
    try (var open = FileChannel.open(file, StandardOpenOption.READ)) {
      open.read(head, 0);
    }
    return head.hasRemaining() ? otherwise : head.getLong(RecordBytes.ARRIVAL_AT);
  }

  private static Scan scan(byte[] bytes) {
    int[] offsets = new int[64];
    int count = 0;
    int at = 0;
    while (bytes.length - at >= RecordBytes.HEAD) {
      int length = RecordBytes.dataLength(bytes, at);
      long end = (long) at + RecordBytes.HEAD + RecordBytes.keyLength(bytes, at) + length;
      if (length < 0
          || end > bytes.length
          || RecordBytes.crc(bytes, at, (int) end) != RecordBytes.storedCrc(bytes, at)) {
        break;
      }
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, count * 2);
      }
      offsets[count++] = at;
      at = (int) end;
    }
    return new Scan(offsets, count, at);
  }

  /// Reads a chunk back.
  ///
  /// @return null when its file is gone
  /// @throws LogException when it is damaged or cannot be read
  @Nullable Content load(Chunk chunk) {
    Path file = file(chunk.first);
    try {
      byte[] bytes = Files.readAllBytes(file);
      Scan scan = scan(bytes);
      if (scan.count < chunk.count()) {
        throw new LogException(
            "%s: %d records are whole, not %d, byte %d is damaged: restore the file, or delete it"
                .formatted(file, scan.count, chunk.count(), scan.end),
            null);
      }
      return new Content(bytes, scan.offsets);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new LogException(file + ": cannot be read: " + e, e);
    }
  }

  /// Adds a chunk's new bytes to its file and waits until the disk has them. Nothing happens when
  /// the log was deleted.
  ///
  /// @throws LogException when that fails
  synchronized void write(Chunk chunk, byte[] bytes, int size) {
    if (deleted) {
      return;
    }
    Path file = file(chunk.first);
    try {
      FileChannel channel = openFile;
      boolean fresh = channel == null || openChunk != chunk;
      if (fresh || channel == null) {
        if (channel != null) {
          channel.close();
        }
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        openFile = channel;
        openChunk = chunk;
      }
      ByteBuffer rest = ByteBuffer.wrap(bytes, chunk.written, size - chunk.written);
      long at = chunk.written;
      while (rest.hasRemaining()) {
        at += channel.write(rest, at);
      }
      channel.force(false);
      if (fresh) {
        force(folder);
      }
    } catch (IOException e) {
      throw new LogException(
          file + ": cannot be written: " + e.getMessage() + ": free or repair the disk", e);
    }
  }

  /// Makes names of new files survive a crash of the machine.
  static void force(Path folder) throws IOException {
    try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  /// Deletes a chunk's file.
  synchronized void delete(Chunk chunk) {
    try {
      if (openChunk == chunk && openFile != null) {
        openFile.close();
        openFile = null;
        openChunk = null;
      }
      Files.deleteIfExists(file(chunk.first));
    } catch (IOException e) {
      notice.accept(file(chunk.first) + ": cannot be deleted: " + e.getMessage());
    }
  }

  /// Closes the open file.
  synchronized void close(boolean deleting) {
    try {
      if (openFile != null) {
        openFile.close();
        openFile = null;
        openChunk = null;
      }
      if (deleting) {
        deleted = true;
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      notice.accept(folder + ": cannot be closed: " + e.getMessage());
    }
  }
}
