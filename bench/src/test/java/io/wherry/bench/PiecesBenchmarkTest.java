package io.wherry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bench.pieces.LoggedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

class PiecesBenchmarkTest {
  @Test
  void thePiecesAreFound() throws java.io.IOException {
    try (var list = PiecesBenchmark.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
      assertThat(BenchmarkList.readBenchmarkList(list))
          .extracting(BenchmarkListEntry::getUsername)
          .contains(
              "io.wherry.bench.pieces.ColumnPieces.decode",
              "io.wherry.bench.pieces.ColumnPieces.encode",
              "io.wherry.bench.pieces.RowPieces.aggregate");
    }
  }

  @Test
  void eachTypeHasATableOfItsOwn() {
    assertThat(Arrays.stream(LoggedType.values()).map(LoggedType::table)).doesNotHaveDuplicates();
  }

  @Test
  void theTableGoesBetweenItsMarks(@TempDir Path folder) throws java.io.IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- pieces -->old<!-- /pieces -->\nbehind\n");
    PiecesBenchmark.write(page, java.util.List.of("| a |", "| b |"));
    assertThat(page)
        .content()
        .isEqualTo("before\n<!-- pieces -->\n\n| a |\n| b |\n\n<!-- /pieces -->\nbehind\n");
  }
}
