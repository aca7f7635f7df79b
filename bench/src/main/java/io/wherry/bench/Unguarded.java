package io.wherry.bench;

import io.wherry.sink.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Wherry without what keeps order and single delivery, and otherwise the same: some lines of its
/// sources are taken out, and what they make stands in front of the class path of a run that is
/// measured. So there is no switch for it that anybody could find, and none to be paid for.
///
/// Window, queues, paces, calls in flight, barriers and checkpoints stay. Only for records of one
/// event: lanes are also what gathers aggregates.
final class Unguarded {
  /// Lines that are taken out.
  ///
  /// @param what it does that is missing then
  /// @param file source file, below `io/wherry`
  /// @param original the text; it stands there once
  /// @param instead what takes its place
  record Cut(String what, String file, String original, String instead) {}

  private static final String CHAINS = "sink/WaitChains.java";
  private static final String DELIVERY = "sink/Delivery.java";
  private static final String KEY = "transform/RecordKey.java";

  /// All of them.
  static final List<Cut> CUTS =
      List.of(
          new Cut(
              "a change's wait keys are made",
              KEY,
              "    waits(change, columns);\n  }",
              "    firstWait = 0;\n  }"),
          new Cut(
              "a record waits for the one before it of its key",
              CHAINS,
              "    int index = (int) event & mask;\n    waiting[index] = 0;",
              "    if (mask != 0) {\n      return true;\n    }\n"
                  + "    int index = (int) event & mask;\n    waiting[index] = 0;"),
          new Cut(
              "a record lets go of the next one of its key",
              CHAINS,
              "    int index = (int) event & mask;\n    int count = 0;",
              "    if (mask != 0) {\n      return 0;\n    }\n"
                  + "    int index = (int) event & mask;\n    int count = 0;"),
          new Cut(
              "a request remembers what was acknowledged before it left",
              DELIVERY,
              "      request.remember(marks, queues.layout());\n",
              ""),
          new Cut(
              "each acknowledgement moves its shard's mark, and is looked at for order and shard",
              DELIVERY,
              "    acknowledged(request, entry);\n",
              ""),
          new Cut(
              "a record whose outcome is unknown is looked for",
              DELIVERY,
              "          doubt(request, entry, now);",
              "          again(request.events(entry));"));

  private Unguarded() {}

  /// Makes the classes.
  ///
  /// @param folder where to; made when it is missing
  static void make(Path folder) throws IOException {
    Path sources = sources();
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("-nowarn", "-proc:none", "-d", folder.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    var files =
        CUTS.stream().map(Cut::file).collect(Collectors.toCollection(java.util.TreeSet::new));
    for (String file : files) {
      Path cut = folder.resolve("src").resolve(file);
      Files.createDirectories(cut.getParent());
      Files.writeString(cut, cut(Files.readString(sources.resolve(file)), file));
      arguments.add(cut.toString());
    }
    var said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new BenchException(
          "what is left of "
              + files
              + " does not compile: "
              + said.toString(StandardCharsets.UTF_8),
          null);
    }
  }

  private static String cut(String source, String file) {
    String left = source;
    for (Cut cut : CUTS) {
      if (cut.file().equals(file)) {
        int at = left.indexOf(cut.original());
        if (at < 0 || left.indexOf(cut.original(), at + 1) >= 0) {
          throw new BenchException(
              "%s: the text that stands for \"%s\" is not there once".formatted(file, cut.what()),
              null);
        }
        left = left.replace(cut.original(), cut.instead());
      }
    }
    return left;
  }

  /// The folder `io/wherry` that the running classes were made of.
  private static Path sources() {
    try {
      Path from =
          Path.of(Delivery.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (@Nullable Path at = from; at != null; at = at.getParent()) {
        // Tests run in the module, the launcher from a copy beside it.
        for (String module : new String[] {"", "core/"}) {
          Path sources = at.resolve(module + "src/main/java/io/wherry/sink");
          if (Files.isDirectory(sources)) {
            return sources.resolveSibling("");
          }
        }
      }
      throw new BenchException("no sources beside " + from + ": run it in the source tree", null);
    } catch (URISyntaxException e) {
      throw new BenchException("where the classes lie: " + e.getMessage(), e);
    }
  }
}
