package io.wherry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.demo.Ledger.Count;
import io.wherry.demo.Ledger.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A count that could not find anything wrong would prove nothing.
class LedgerTest {
  private static final Step INSERT = new Step("orders 1", 1, false);
  private static final Step UPDATE = new Step("orders 1", 2, false);
  private static final Step DELETE = new Step("orders 1", 2, true);
  private static final Step OTHER = new Step("orders 2", 1, false);

  private static Count count(Step... arrived) {
    var ledger = new Ledger();
    ledger.committed(List.of(INSERT, UPDATE));
    ledger.committed(List.of(DELETE, OTHER));
    for (Step step : arrived) {
      ledger.arrived(step);
    }
    return ledger.count();
  }

  @Test
  void allOfItInOrderIsRight() {
    assertThat(count(INSERT, OTHER, UPDATE, DELETE)).isEqualTo(new Count(4, 4, 0, 0, 0));
    assertThat(count(INSERT, OTHER, UPDATE, DELETE).isRight()).isTrue();
  }

  @Test
  void whatDidNotArriveIsLost() {
    assertThat(count(INSERT, UPDATE, OTHER)).isEqualTo(new Count(4, 3, 1, 0, 0));
    assertThat(count(INSERT, UPDATE, OTHER).isRight()).isFalse();
  }

  @Test
  void whatArrivedAgainIsTwice() {
    assertThat(count(INSERT, UPDATE, DELETE, OTHER, UPDATE)).isEqualTo(new Count(4, 5, 0, 1, 0));
  }

  @Test
  void whatNobodyChangedDoesNotBalanceWhatIsLost() {
    assertThat(count(INSERT, UPDATE, DELETE, new Step("orders 3", 1, false)))
        .isEqualTo(new Count(4, 4, 1, 1, 0));
  }

  @Test
  void anOlderChangeAfterANewerOneOfItsRowIsOutOfOrder() {
    assertThat(count(INSERT, DELETE, UPDATE, OTHER)).isEqualTo(new Count(4, 4, 0, 0, 1));
    assertThat(count(UPDATE, DELETE, INSERT, OTHER)).isEqualTo(new Count(4, 4, 0, 0, 1));
  }
}
