package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Room in which column decoders build what they cannot show in place; one per reader, so that ten
/// thousand tables share it.
public final class Scratch {
  /// Built bytes; cleared by whoever uses it.
  final ByteWriter out = new ByteWriter(1024);

  /// What is handed to a visitor.
  final ByteSlice slice = new ByteSlice();

  /// The text of a JSON document that is being unfolded.
  final JsonText json = new JsonText();

  /// A document that is put together from what changed.
  final JsonDiffs diffs = new JsonDiffs();

  /// What judges a text that should be a JSON document.
  final JsonSyntax syntax = new JsonSyntax();

  /// The value of a compressed column; cleared by whoever uses it.
  final ByteWriter inflated = new ByteWriter(16);

  private @Nullable Inflater plain;
  private @Nullable Inflater wrapped;

  /// Points [#slice] at what was built.
  ByteSlice built() {
    return out.slice(slice);
  }

  /// The text of a JSON document as it is now, told as changes to the one before; valid until the
  /// scratch is used again.
  ///
  /// @param array holds the document as it was, from `at` on, and the changes, from `diffs` on
  /// @throws Unsound when they do not fit together
  public ByteSlice changed(byte[] array, int at, int length, int diffs, int diffsLength) {
    out.clear();
    this.diffs.append(array, at, length, diffs, diffsLength, out);
    return built();
  }

  /// Lets go of the last row's bytes.
  public void letGo() {
    slice.letGo();
    out.clear();
    inflated.clear();
  }

  /// An inflater at its beginning.
  ///
  /// @param plain for DEFLATE without the frame of zlib
  Inflater inflater(boolean plain) {
    Inflater inflater = plain ? this.plain : wrapped;
    if (inflater == null) {
      inflater = new Inflater(plain);
      if (plain) {
        this.plain = inflater;
      } else {
        wrapped = inflater;
      }
    }
    inflater.reset();
    return inflater;
  }
}
