package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/GUARANTEES.md` names for each fault the test that shows what happens. A promise whose test
/// was renamed or taken away is a promise that nobody keeps.
class GuaranteesPageTest {
  private static final Path PAGE = Path.of("../docs/GUARANTEES.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");
  private static final int LEAST = 30;

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    var named = NAMED.matcher(Files.readString(PAGE));
    var missing = new ArrayList<String>();
    int count = 0;
    while (named.find()) {
      count++;
      if (!source(named.group(1)).contains("void " + named.group(2) + "(")) {
        missing.add(named.group());
      }
    }
    assertThat(missing).as("named in " + PAGE + " and not there").isEmpty();
    assertThat(count).as("tests named").isGreaterThan(LEAST);
  }

  // A fault without a test in its row is a claim.
  @Test
  void everyFaultHasATest() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("| fault |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(15).allMatch(row -> NAMED.matcher(row).find());
  }

  private static String source(String type) throws IOException {
    try (var files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.getFileName().toString().equals(type + ".java"))
          .map(GuaranteesPageTest::text)
          .findFirst()
          .orElse("");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
