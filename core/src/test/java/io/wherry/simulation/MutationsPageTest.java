package io.wherry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/GUARANTEES.md` lists what the simulation is shown to see.
class MutationsPageTest {
  private static final Path PAGE = Path.of("../docs/GUARANTEES.md");

  @Test
  void thePageListsEveryMutation() throws IOException {
    List<String> listed =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("<!-- mutations -->"))
            .takeWhile(line -> !line.equals("<!-- /mutations -->"))
            .filter(line -> line.startsWith("- "))
            .map(line -> line.substring(2))
            .toList();
    assertThat(listed)
        .containsExactlyElementsOf(Mutation.all().stream().map(Mutation::name).toList());
  }
}
