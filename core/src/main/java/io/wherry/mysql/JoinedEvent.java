package io.wherry.mysql;

import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An event that is put together from pieces: in an array, or, where it is a large compressed
/// transaction, in a file.
///
/// All other events are read from an array, and the server limits them to `max_allowed_packet`. A
/// compressed transaction is read as a stream, so nothing of it need lie on the heap; but it must
/// be there whole before it is read, since only its last four bytes say whether it is sound.
final class JoinedEvent {
  /// The largest compressed transaction that is put together in memory, in bytes.
  static final int IN_MEMORY_MAX = 4 << 20;

  /// An array up to this size, in bytes, is kept for the next event; a larger one is let go.
  private static final int KEPT = 4 << 20;

  /// How much of an event in a file is shown in an array, in bytes.
  private static final int HEAD = 4 << 10;

  private final ErrorLines lines;
  private final Path folder;
  private byte[] kept = {};
  private byte[] array = {};
  private @Nullable Spool spool;
  private @Nullable ByteBuffer whole;
  private int size;
  private int length;

  /// @param folder where files are made
  JoinedEvent(ErrorLines lines, Path folder) {
    this.lines = lines;
    this.folder = folder;
  }

  /// Begins an event of so many bytes.
  ///
  /// @throws ServerException when there is no room for it
  void start(int size, boolean compressedTransaction) {
    release();
    this.size = size;
    length = 0;
    if (compressedTransaction && size > IN_MEMORY_MAX) {
      array = room(HEAD);
      try {
        spool = Spool.create(folder);
      } catch (IOException e) {
        throw lines.noRoom(size, folder, e);
      }
    } else {
      array = room(size);
    }
  }

  private byte[] room(int size) {
    if (size <= kept.length) {
      return kept;
    }
    try {
      byte[] room = new byte[size];
      if (size <= KEPT) {
        kept = room;
      }
      return room;
    } catch (OutOfMemoryError e) {
      throw lines.tooLarge(size);
    }
  }

  /// Adds the next piece.
  ///
  /// @throws ServerException when the file cannot take it
  void append(byte[] piece, int at, int count) {
    Spool file = spool;
    if (file == null) {
      System.arraycopy(piece, at, array, length, count);
    } else {
      int inHead = Math.min(count, HEAD - length);
      if (inHead > 0) {
        System.arraycopy(piece, at, array, length, inHead);
      }
      try {
        file.append(piece, at, count);
        if (length + count == size) {
          whole = file.bytes();
        }
      } catch (IOException e) {
        throw lines.noRoom(size, folder, e);
      }
    }
    length += count;
  }

  /// Bytes of the event.
  int size() {
    return size;
  }

  /// Bytes that are still to come.
  int missing() {
    return size - length;
  }

  /// Points `into` at the event, or at its beginning where it lies in a file; valid until
  /// [#release()].
  ByteSlice show(ByteSlice into) {
    return into.wrap(array, 0, spool == null ? size : HEAD);
  }

  /// The event where it lies in a file, else null; valid until [#release()].
  @Nullable ByteBuffer whole() {
    return whole;
  }

  /// Lets go of the event, at any moment.
  void release() {
    array = kept;
    whole = null;
    if (spool != null) {
      spool.close();
      spool = null;
    }
  }
}
