package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/// Writes what was measured into a page: the part of it between two marks, and the picture beside
/// it.
///
/// @param page where the results are written
record PerformancePage(Path page) {
  private static final String BEGIN = "<!-- measured -->";
  private static final String END = "<!-- /measured -->";
  private static final String PICTURE = "growth.svg";

  /// Writes them.
  ///
  /// @param command what was typed
  void write(
      String command,
      BenchServer server,
      Collection<Measurement> lines,
      Map<String, Map<Integer, Double>> growth)
      throws IOException {
    var text = new StringBuilder();
    text.append(BEGIN).append("\n\n");
    text.append("Measured on ").append(LocalDate.now(ZoneOffset.UTC)).append(" with `");
    text.append(command).append("`: ").append(machine()).append("; Java ");
    text.append(Runtime.version()).append("; MySQL ").append(server.cell("select version()", 1));
    text.append(".\n\n| what | median | from … to | runs | asked |\n|---|---|---|---|---|\n");
    lines.forEach(line -> text.append(line.row()).append('\n'));
    if (!growth.isEmpty()) {
      growth(text, growth);
      Path folder = page.toAbsolutePath().getParent();
      if (folder != null) {
        Files.writeString(
            folder.resolve(PICTURE), Chart.of("Cost of a row as one thing grows", growth));
      }
    }
    text.append('\n').append(END);
    String old = Files.exists(page) ? Files.readString(page) : BEGIN + END + "\n";
    int from = old.indexOf(BEGIN);
    int to = old.indexOf(END);
    if (from < 0 || to < from) {
      throw new BenchException(page + " has no place between " + BEGIN + " and " + END, null);
    }
    Files.writeString(page, old.substring(0, from) + text + old.substring(to + END.length()));
  }

  private static void growth(StringBuilder text, Map<String, Map<Integer, Double>> growth) {
    text.append("\n| as this grows | nanoseconds |\n|---|---|\n");
    growth.forEach((name, curve) -> {
      text.append("| ").append(name).append(" |");
      curve.forEach(
          (size, nanos) -> text.append(String.format(Locale.ROOT, " %,d: **%.0f**,", size, nanos)));
      text.setLength(text.length() - 1);
      text.append(" |\n");
    });
    text.append("\n![Cost of a row as one thing grows](").append(PICTURE).append(")\n");
  }

  private static String machine() throws IOException {
    String model = "unknown processor";
    Path cpus = Path.of("/proc/cpuinfo");
    if (Files.exists(cpus)) {
      model =
          Files.readAllLines(cpus).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(model);
    }
    return "%s, %d cores, %s %s"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }
}
