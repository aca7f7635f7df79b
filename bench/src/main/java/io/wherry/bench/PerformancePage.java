package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes what was measured into a page: the part of it between two marks, and the picture beside
/// it.
///
/// @param page where the results are written
record PerformancePage(Path page) {
  private static final String MARK = "measured";
  private static final String HEAD =
      "| what | median | from … to | runs | asked | when |\n|---|---|---|---|---|---|\n";
  private static final String GROWTH_HEAD = "| as this grows | nanoseconds |";
  private static final String RUN = "- ";
  private static final int RUNS = 5;
  private static final String PICTURE = "growth.svg";

  /// Writes them. Lines that are on the page and were not measured now stay as they are.
  ///
  /// @param command what was typed
  /// @param server version of the server
  void write(
      String command,
      String server,
      Collection<Measurement> lines,
      Map<String, Map<Integer, Double>> growth)
      throws IOException {
    MarkedPage marked = MarkedPage.read(page, MARK);
    String before = marked.part();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    var rows = new LinkedHashMap<String, String>();
    rows(before, HEAD).forEach(row -> rows.put(name(row), row));
    lines.forEach(line -> rows.put(line.name(), line.row() + " " + today + " |"));
    var text = new StringBuilder();
    text.append("Measured, the latest last:\n\n");
    runs(before, command, "%s, `%s`: ".formatted(today, command) + versions(server))
        .forEach(run -> text.append(RUN).append(run).append('\n'));
    text.append('\n').append(HEAD);
    rows.values().forEach(row -> text.append(row).append('\n'));
    if (growth.isEmpty()) {
      keepGrowth(before, text);
    } else {
      growth(text, growth);
      Path folder = page.toAbsolutePath().getParent();
      if (folder != null) {
        Files.writeString(
            folder.resolve(PICTURE), Chart.of("Cost of a row as one thing grows", growth));
      }
    }
    marked.write(text.toString());
  }

  /// The last runs that have written here, each of a command of its own.
  private static List<String> runs(String before, String command, String now) {
    var runs = new ArrayList<String>();
    before
        .lines()
        .filter(line -> line.startsWith(RUN) && !line.contains("`" + command + "`"))
        .forEach(line -> runs.add(line.substring(RUN.length())));
    runs.add(now);
    return runs.subList(Math.max(0, runs.size() - RUNS), runs.size());
  }

  private static String versions(String server) throws IOException {
    return "%s; Java %s; MySQL %s".formatted(machine(), Runtime.version(), server);
  }

  /// The rows of the table below a head.
  private static List<String> rows(String text, String head) {
    int at = text.indexOf(head);
    return at < 0
        ? List.of()
        : text.substring(at + head.length())
            .lines()
            .takeWhile(row -> row.startsWith("| "))
            .toList();
  }

  private static String name(String row) {
    return row.substring(2, row.indexOf(" |", 2));
  }

  private static void keepGrowth(String before, StringBuilder text) {
    int at = before.indexOf(GROWTH_HEAD);
    if (at >= 0) {
      text.append('\n').append(before.substring(at).strip()).append('\n');
    }
  }

  private static void growth(StringBuilder text, Map<String, Map<Integer, Double>> growth) {
    text.append('\n').append(GROWTH_HEAD).append("\n|---|---|\n");
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
