package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Python with the real boto3, the AWS SDK that most consumers use.
public final class Python {
  private static final Duration END = Duration.ofMinutes(1);

  private Python() {}

  /// Runs a program and returns what it prints. Fails when it does.
  public static String run(String program, Map<String, String> environment) {
    Path folder = LeftBehind.folder("python");
    var all = new HashMap<>(WherryProcess.CREDENTIALS);
    all.put("AWS_DEFAULT_REGION", "us-east-1");
    all.putAll(environment);
    try {
      Path file = Files.writeString(folder.resolve("program.py"), program);
      String run = Cache.item("boto3").resolve("run").toString();
      Child child = Child.start("python", folder, all, List.of(run, "python3", file.toString()));
      if (child.awaitExit(END) != 0) {
        throw new AssertionError("python failed\n" + child.tail());
      }
      return child.stdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      LeftBehind.remove(folder);
    }
  }
}
