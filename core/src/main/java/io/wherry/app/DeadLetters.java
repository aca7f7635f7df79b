package io.wherry.app;

import io.wherry.sink.DeadLetter;
import io.wherry.sink.SinkException;
import io.wherry.sink.file.DeadLetterFile;
import io.wherry.sink.s3.DeadLetterBucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The dead letter that a command line names.
final class DeadLetters {
  private DeadLetters() {}

  /// Opens it.
  ///
  /// @throws SinkException when it cannot be written, as far as that is known before the first
  ///   record
  static DeadLetter open(DeadLetterTarget target) {
    return switch (target) {
      case DeadLetterTarget.File file -> new DeadLetterFile(file.path());
      case DeadLetterTarget.Bucket bucket -> {
        var opened = new DeadLetterBucket(bucket.options());
        try {
          opened.look();
        } catch (RuntimeException e) {
          opened.close();
          throw e;
        }
        yield opened;
      }
    };
  }

  /// What `check` finds.
  static List<Finding> look(RunOptions.Sink options) {
    return options.deadLetter().map(DeadLetters::look).map(List::of).orElse(List.of());
  }

  private static Finding look(DeadLetterTarget target) {
    return switch (target) {
      case DeadLetterTarget.File file -> file(file.path());
      case DeadLetterTarget.Bucket bucket -> {
        try (var opened = new DeadLetterBucket(bucket.options())) {
          yield Finding.ok("dead letter", opened.probe());
        } catch (SinkException e) {
          yield Finding.fail("dead letter", String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private static Finding file(Path path) {
    return isWritable(path)
        ? Finding.ok("dead letter", "file " + path + " can be written")
        : Finding.fail(
            "dead letter", "file " + path + " cannot be written: name another, or allow it");
  }

  /// Whether a file can be written, or made.
  static boolean isWritable(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return Files.exists(path)
        ? Files.isWritable(path) && !Files.isDirectory(path)
        : folder != null && Files.isWritable(folder);
  }
}
