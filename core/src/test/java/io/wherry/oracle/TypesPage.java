package io.wherry.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The table in `docs/TYPES.md`.
final class TypesPage {
  /// A line of it.
  ///
  /// @param types the first is the one the example is of
  /// @param json the word for its JSON
  /// @param value in SQL
  /// @param record what the record holds
  record Line(List<String> types, String json, String value, String record) {}

  private TypesPage() {}

  static List<Line> lines() {
    try (var lines = Files.lines(Path.of("..", "docs", "TYPES.md"))) {
      return lines.filter(line -> line.startsWith("| `")).map(TypesPage::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String line) {
    String[] cells = line.split(" \\| |^\\| | \\|$", -1);
    if (cells.length != 6) {
      throw new AssertionError("not four cells: " + line);
    }
    List<String> types = Arrays.stream(cells[1].split("`, `", -1)).map(TypesPage::code).toList();
    return new Line(types, cells[2], code(cells[3]), code(cells[4]));
  }

  private static String code(String cell) {
    return cell.replaceAll("^`|`$", "");
  }
}
