package io.wherry.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.sink.kinesis.KinesisSink;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A short text that differs when anything differs that decides which records there are, what they
/// look like, or what waits for what. It is kept in the checkpoint. Source: DELIVERY 2 and 5.
///
/// @param options what the user chose
/// @param encoder the encoder's name and version
record ConfigurationDigest(RunOptions options, String encoder) {
  private static final int BYTES = 8;

  String text() {
    String all =
        String.join(
            "\n",
            encoder,
            options.message().shape(),
            options.sink().key().toString(),
            options.sink().aggregate() ? "lanes=" + KinesisSink.LANES : "plain",
            Sinks.name(options.sink().target()),
            options.include().toString(),
            options.exclude().toString(),
            options.statements().published());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
