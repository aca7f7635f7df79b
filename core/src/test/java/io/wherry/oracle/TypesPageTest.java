package io.wherry.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `docs/TYPES.md` says something of every type that is tested, and nothing of any other; that its
/// examples are right is seen by the oracle.
class TypesPageTest {
  private final TypeTable table = new TypeTable();

  @Test
  void everyTypeIsOnThePage() {
    var tested = new TreeSet<String>();
    table.entries().forEach(entry -> tested.add(entry.name()));
    var told = new TreeSet<String>();
    for (TypesPage.Line line : TypesPage.lines()) {
      line.types().forEach(type -> told.add(TypeEntry.name(type)));
    }
    assertThat(told).isEqualTo(tested);
  }

  @Test
  void everyExampleIsInTheTable() {
    var unknown = new ArrayList<String>();
    for (TypesPage.Line line : TypesPage.lines()) {
      boolean known =
          table.entries().stream()
              .anyMatch(entry ->
                  entry.type().equals(line.types().getFirst())
                      && entry.json().word().equals(line.json())
                      && entry.values().contains(line.value()));
      if (!known) {
        unknown.add(line.toString());
      }
    }
    assertThat(unknown).isEmpty();
  }
}
