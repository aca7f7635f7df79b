package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WaitChainsTest {
  private record Keys(long first, long second) {
    boolean share(Keys other) {
      return first == other.first
          || first == other.second
          || second == other.first
          || second == other.second;
    }
  }

  private static boolean isFree(long event, NavigableMap<Long, Keys> present) {
    Keys keys = Objects.requireNonNull(present.get(event));
    return present.headMap(event).values().stream().noneMatch(keys::share);
  }

  // A chain that forgets one event stops its key for good; one that lets two go reorders it. The
  // model asks the definition itself: an event is free when no earlier one shares a key.
  @Test
  void anEventIsFreeExactlyWhenNoEarlierOneSharesAKey() {
    Seeds.forAll(200, WaitChainsTest::runAgainstTheDefinition);
  }

  private static void runAgainstTheDefinition(RandomGenerator random) {
    int capacity = 4;
    var chains = new WaitChains(capacity);
    var present = new TreeMap<Long, Keys>();
    List<Long> free = new ArrayList<>();
    long[] released = new long[2];
    long oldest = (1L << 32) - 50;
    long newest = oldest - 1;
    int keys = 1 + random.nextInt(40);
    for (int step = 0; step < 500; step++) {
      if (free.isEmpty() || random.nextInt(5) < 3) {
        if (newest - oldest + 1 == capacity) {
          chains.grow(oldest, newest);
          capacity *= 2;
        }
        newest++;
        long first = random.nextInt(keys) - 3L;
        long second = random.nextInt(3) == 0 ? random.nextInt(keys) - 3L : first;
        present.put(newest, new Keys(first, second));
        boolean isFree = chains.enter(newest, first, second);
        assertThat(isFree).isEqualTo(isFree(newest, present));
        if (isFree) {
          free.add(newest);
        }
      } else {
        long event = free.remove(random.nextInt(free.size()));
        present.remove(event);
        int count = chains.leave(event, released);
        for (int i = 0; i < count; i++) {
          free.add(released[i]);
        }
        while (oldest <= newest && !present.containsKey(oldest)) {
          oldest++;
        }
        assertThat(free)
            .containsExactlyInAnyOrderElementsOf(
                present.keySet().stream().filter(e -> isFree(e, present)).toList());
      }
    }
  }
}
