package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void slipsOfTheFingersAreCounted() {
    assertThat(Nearest.edits("run", "run")).isZero();
    assertThat(Nearest.edits("", "run")).isEqualTo(3);
    assertThat(Nearest.edits("rnu", "run")).isEqualTo(1);
    assertThat(Nearest.edits("rum", "run")).isEqualTo(1);
    assertThat(Nearest.edits("ruun", "run")).isEqualTo(1);
    assertThat(Nearest.edits("sorce.ulr", "source.url")).isEqualTo(2);
  }

  // A far-fetched guess is worse than none.
  @Test
  void onlyALikelySlipIsSuggested() {
    assertThat(Nearest.hint("chekc", List.of("run", "check"))).isEqualTo("; did you mean check?");
    assertThat(Nearest.hint("publish", List.of("run", "check"))).isEmpty();
    assertThat(Nearest.hint("x", List.of())).isEmpty();
  }
}
