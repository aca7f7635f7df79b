package io.wherry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        .contains("points=\"50.0,226.7 700.0,40.0\"");
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
}
