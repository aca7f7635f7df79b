package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A charset of the server: turns its bytes into UTF-8 as the server does for a client that asks
/// for `utf8mb4`. What the server cannot map it shows as `?`, and so do we; what would not be valid
/// UTF-8 becomes U+FFFD. Immutable, and shared between tables.
public abstract class CharacterSet {
  private static final Map<String, CharacterSet> LOADED = new ConcurrentHashMap<>();

  CharacterSet() {}

  /// The charset with a name of `information_schema.CHARACTER_SETS`, or null where it is not known.
  public static @Nullable CharacterSet named(String name) {
    CharacterSet loaded = LOADED.get(name);
    if (loaded == null) {
      loaded = load(name);
      if (loaded != null) {
        LOADED.put(name, loaded);
      }
    }
    return loaded;
  }

  private static @Nullable CharacterSet load(String name) {
    return switch (name) {
      case "utf8mb4", "utf8mb3", "utf8", "binary" -> new Unicode8();
      case "ucs2", "utf16" -> new Utf16Set(true);
      case "utf16le" -> new Utf16Set(false);
      case "utf32" -> new Unicode32();
      default -> {
        CharacterSet single = SingleByteSet.named(name);
        yield single == null ? MultiByteSet.named(name) : single;
      }
    };
  }

  /// The server's name as MySQL 8 spells it: `utf8` is `utf8mb3`.
  public static String canonical(String name) {
    return name.equals("utf8") ? "utf8mb3" : name;
  }

  /// The text as valid UTF-8: in place where the bytes are the same, else in the scratch room.
  /// Valid until the scratch is used again.
  abstract ByteSlice utf8(byte[] array, int at, int length, Scratch scratch);

  /// The text as an object.
  public final String text(ByteSlice bytes) {
    return utf8(bytes.array(), bytes.offset(), bytes.length(), new Scratch()).utf8();
  }

  /// The text as bytes of its own.
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// utf8mb4, utf8mb3, and ASCII inside them: nothing to turn.
  private static final class Unicode8 extends CharacterSet {
    @Override
    ByteSlice utf8(byte[] array, int at, int length, Scratch scratch) {
      return Utf8.sound(array, at, length, scratch);
    }
  }

  /// utf32, big-endian.
  private static final class Unicode32 extends CharacterSet {
    @Override
    ByteSlice utf8(byte[] array, int at, int length, Scratch scratch) {
      scratch.out.clear();
      int end = at + (length & ~3);
      for (int i = at; i < end; i += 4) {
        int codePoint =
            array[i] << 24
                | (array[i + 1] & 0xFF) << 16
                | (array[i + 2] & 0xFF) << 8
                | (array[i + 3] & 0xFF);
        Utf8.append(scratch.out, Character.isValidCodePoint(codePoint) ? codePoint : 0xFFFD);
      }
      if (end < at + length) {
        Utf8.append(scratch.out, 0xFFFD);
      }
      return scratch.built();
    }
  }
}
