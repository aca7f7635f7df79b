package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Collations' numbers against the servers' own lists.
class CollationsTest {
  @Test
  void aNumberStandsForACharset() {
    assertThat(Collations.charset(8, false)).isEqualTo("latin1");
    assertThat(Collations.charset(255, false)).isEqualTo("utf8mb4");
    assertThat(Collations.charset(63, true)).isEqualTo("binary");
    assertThat(Collations.charset(2304, true)).isEqualTo("utf8mb4");
    assertThat(Collations.charset(1070, true)).isEqualTo("utf8mb4");
    assertThat(Collations.charset(0, false)).isNull();
    assertThat(Collations.charset(17, false)).isNull();
    assertThat(Collations.charset(-1, true)).isNull();
    assertThat(Collations.charset(1 << 30, true)).isNull();
  }

  /// From 1,024 on, MySQL's numbers are the user's own: guessing there would be MariaDB's charset.
  @Test
  void mysqlHasNoneOfMariadbsNumbers() {
    assertThat(Collations.charset(2304, false)).isNull();
    assertThat(Collations.charset(1070, false)).isNull();
  }

  @Tag("server")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyCollationOfTheServerIsKnown(Kind kind) {
    Database server = Database.shared(kind);
    List<List<@Nullable String>> rows =
        new ArrayList<>(
            server.query(
                "select id, character_set_name from information_schema.collations"
                    + " where id is not null and character_set_name is not null"));
    if (kind.isMariaDb()) {
      rows.addAll(
          server.query(
              "select id, character_set_name"
                  + " from information_schema.collation_character_set_applicability"));
    }
    assertThat(rows).hasSizeGreaterThan(200);
    List<String> differences = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      int id = Integer.parseInt(Objects.requireNonNull(row.get(0)));
      String charset = CharacterSet.canonical(Objects.requireNonNull(row.get(1)));
      String found = String.valueOf(Collations.charset(id, kind.isMariaDb()));
      if (!found.equals(charset) || CharacterSet.named(charset) == null) {
        differences.add(id + ": " + charset + ", found " + found);
      }
    }
    assertThat(differences).isEmpty();
  }
}
