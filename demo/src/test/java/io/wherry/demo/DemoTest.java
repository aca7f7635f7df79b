package io.wherry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demo, as somebody sees it who types its name.
@Tag("server")
class DemoTest {
  private static final Pattern COUNTS =
      Pattern.compile(
          "rows changed in the database +([0-9,]+)\\R"
              + " +messages read from the stream +([0-9,]+)\\R"
              + " +lost +0\\R +twice +0\\R +out of order +0\\R");

  @TempDir private Path folder;

  /// The counts of a summary in which everything arrived.
  private static MatchResult counts(String out) {
    var counts = COUNTS.matcher(out);
    assertThat(counts.find()).as(out).isTrue();
    assertThat(counts.group(1)).isEqualTo(counts.group(2));
    return counts.toMatchResult();
  }

  @Test
  void whatTheShopCommitsArrivesOnceAndInOrder() throws Exception {
    try (var demo = DemoProcess.start(folder, false, "--for=5s")) {
      assertThat(demo.awaitExit()).as(demo.out() + demo.err()).isZero();
      String out = demo.out();
      int rows = Integer.parseInt(counts(out).group(1));
      assertThat(rows).isGreaterThan(15);
      assertThat(out.lines().filter(line -> line.matches("  (insert|update|delete) .*")))
          .hasSize(rows);
      assertThat(out).contains("{\"table\":\"").contains("wherry run").doesNotContain("\u001b");
      assertThat(demo.err()).isEmpty();
      assertThat(demo.leftBehind()).isEmpty();
    }
  }

  @Test
  void controlCEndsItWithTheSummaryAndLeavesNothing() throws Exception {
    try (var demo = DemoProcess.start(folder, true, "--for=10m")) {
      demo.awaitOutput("update");
      demo.signal("INT");
      assertThat(demo.awaitExit()).as(demo.out() + demo.err()).isZero();
      counts(demo.out().replaceAll("\u001b\\[[0-9]+m", ""));
      assertThat(demo.out()).contains("\u001b[32minsert");
      assertThat(demo.err()).isEmpty();
      assertThat(demo.leftBehind()).isEmpty();
    }
  }

  // The first thing an impatient person does.
  @Test
  void controlCWhileItStartsLeavesNothing() throws Exception {
    try (var demo = DemoProcess.start(folder, false)) {
      demo.awaitOutput("Starting");
      demo.signal("INT");
      assertThat(demo.awaitExit()).as(demo.out() + demo.err()).isZero();
      assertThat(demo.err()).isEmpty();
      assertThat(demo.leftBehind()).isEmpty();
    }
  }

  @Test
  void evenKillNineLeavesNothing() throws Exception {
    try (var demo = DemoProcess.start(folder, false, "--for=10m")) {
      demo.awaitOutput("insert");
      assertThat(demo.servers()).isNotEmpty();
      demo.signal("KILL");
      assertThat(demo.awaitExit()).isEqualTo(137);
      assertThat(demo.leftBehind()).isEmpty();
    }
  }

  @Test
  void aServerThatDiesIsOneLineAndStatusOne() throws Exception {
    try (var demo = DemoProcess.start(folder, false, "--for=10m")) {
      demo.awaitOutput("update");
      for (ProcessHandle server : demo.servers()) {
        if (server.info().command().orElse("").endsWith("mariadbd")) {
          server.destroyForcibly();
        }
      }
      assertThat(demo.awaitExit()).isEqualTo(1);
      assertThat(demo.err()).startsWith("wherry: MariaDB").hasLineCount(1);
      assertThat(demo.leftBehind()).isEmpty();
    }
  }
}
