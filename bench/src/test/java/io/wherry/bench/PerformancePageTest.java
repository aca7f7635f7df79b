package io.wherry.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  @Test
  void aLineShowsTheMedianItsRangeAndWhatIsAsked() {
    var line = new Measurement("B → nothing", "rows/s", "1,500,000 rows/s");
    for (double value : new double[] {1_600_000, 1_400_000, 1_512_345}) {
      line.add(value);
    }
    assertThat(line.row())
        .isEqualTo(
            "| B → nothing | **1,512,345 rows/s** | 1,400,000 to 1,600,000 | 3 |"
                + " 1,500,000 rows/s |");
    assertThat(Measurement.number(4.0567)).isEqualTo("4.06");
    assertThat(Measurement.number(Double.NaN)).isEqualTo("–");
  }

  // A curve that leaves the picture would hide what it is drawn for.
  @Test
  void aCurveStaysInsideThePicture() {
    var curve = new LinkedHashMap<Integer, Double>();
    curve.put(1, 100.0);
    curve.put(100_000, 900.0);
    String svg = Chart.of("a < b", Map.of("tables", curve));
    assertThat(svg)
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains("a &lt; b")
        .contains("points=\"50.0,288.9 591.7,40.0\"");
  }

  @Test
  void whatARunTellsIsReadBack() {
    var result = new RunResult(10, 2_000_000_000L, 61.5, 3, 4, 5);
    assertThat(RunResult.parse("a line before\n" + result + "\n")).isEqualTo(result);
    assertThat(result.rate()).isEqualTo(5);
  }

  @Test
  void aLogIsFoundAgain() {
    var range = new LogRange("B10", "binlog.000004", "binlog.000005", 4_711, 10, 99);
    assertThat(LogRange.parse(range.line())).isEqualTo(range);
  }

  // Parts of the page are measured in runs of their own, and a run that fails half-way has written.
  @Test
  void whatWasNotMeasuredNowStays(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- measured --><!-- /measured -->\nbehind\n");
    write(page, line("B → nothing", 10), Map.of("tables", Map.of(1, 7.0)));
    write(page, line("C → endpoint", 20), Map.of());
    write(page, line("B → nothing", 30), Map.of());
    new PerformancePage(page)
        .write("./wherry bench --only=d", "9.7.4", List.of(line("B → nothing", 30)), Map.of());
    String text = Files.readString(page);
    assertThat(text.lines().filter(row -> row.startsWith("| ")))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("| what |"),
            row -> assertThat(row).startsWith("| B → nothing | **30.0 rows/s** |"),
            row -> assertThat(row).startsWith("| C → endpoint | **20.0 rows/s** |"),
            row -> assertThat(row).startsWith("| as this grows |"),
            row -> assertThat(row).startsWith("| tables | 1: **7**"));
    assertThat(text.lines().filter(row -> row.startsWith("- ")))
        .satisfiesExactly(
            run -> assertThat(run).contains(", `./wherry bench`: ").endsWith("; MySQL 9.7.4"),
            run -> assertThat(run).contains(", `./wherry bench --only=d`: "));
    assertThat(text).startsWith("before\n").endsWith("behind\n").contains("growth.svg");
    assertThat(folder.resolve("growth.svg")).exists();
  }

  private static Measurement line(String name, double value) {
    var line = new Measurement(name, "rows/s", "");
    line.add(value);
    return line;
  }

  private static void write(Path page, Measurement line, Map<String, Map<Integer, Double>> growth)
      throws IOException {
    new PerformancePage(page).write("./wherry bench", "9.7.4", List.of(line), growth);
  }

  @Test
  void sectionsAreNamedByWords() {
    assertThat(Section.parse("b, c")).containsExactly(Section.B, Section.C);
    assertThatThrownBy(() -> Section.parse("b,z"))
        .hasMessage(
            "must be a list of raw, a, b, file, plain, sdk, aggregated, c, d, start, latency,"
                + " growth, peers");
  }

  // One line that cannot be measured must not cost the hour that the others took.
  @Test
  void whatFailsIsNotedAndTheNextLineIsMeasured() throws InterruptedException {
    var out = new ByteArrayOutputStream();
    var lines = new Lines(new PrintStream(out, true, UTF_8));
    lines.attempt(
        "one",
        () -> {
          throw new BenchException("no such log", null);
        });
    lines.attempt("two", () -> lines.show("two", "rows/s", "", 5));
    assertThat(lines.failures()).containsExactly("one: no such log");
    assertThat(lines.all()).extracting(Measurement::name).containsExactly("two");
    assertThat(out.toString(UTF_8)).contains("failed: no such log");
  }
}
