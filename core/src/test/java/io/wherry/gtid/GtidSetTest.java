package io.wherry.gtid;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.Seeds;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GtidSetTest {
  private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

  @Test
  void aSetIsWrittenAsTheServerWritesIt() {
    assertThat(GtidSet.parse(B + ":3:1-2:9-10:7," + A + ":tag:1," + A + ":5", false))
        .hasToString(A + ":5," + A + ":tag:1," + B + ":1-3:7:9-10");
    assertThat(GtidSet.parse(A + ":1-3:tag:1-2:other:5", false))
        .hasToString(A + ":1-3," + A + ":other:5," + A + ":tag:1-2");
    assertThat(GtidSet.parse("1-2-50, 0-1-100", true)).hasToString("0-1-100,1-2-50");
    assertThat(GtidSet.parse("", false)).hasToString("");
    assertThat(GtidSet.parse("", true)).hasToString("");
  }

  // To believe an end is reached too early loses the transactions in between.
  @Test
  void aSetCoversAnotherOnlyIfNothingIsMissing() {
    GtidSet set = GtidSet.parse(A + ":1-5:8-9", false);
    assertThat(set.covers(GtidSet.parse(A + ":2-4:8", false))).isTrue();
    assertThat(set.covers(GtidSet.parse("", false))).isTrue();
    assertThat(set.covers(GtidSet.parse(A + ":2-6", false))).isFalse();
    assertThat(set.covers(GtidSet.parse(A + ":5-8", false))).isFalse();
    assertThat(set.covers(GtidSet.parse(A + ":10", false))).isFalse();
    assertThat(set.covers(GtidSet.parse(B + ":1", false))).isFalse();
    GtidSet maria = GtidSet.parse("0-1-100,1-2-50", true);
    assertThat(maria.covers(GtidSet.parse("0-7-100", true))).isTrue();
    assertThat(maria.covers(GtidSet.parse("0-1-101", true))).isFalse();
    assertThat(maria.covers(GtidSet.parse("2-1-1", true))).isFalse();
  }

  // Against a plain set of numbers: a wrong merge would skip transactions, or send them twice.
  @Test
  void intervalsHoldExactlyTheNumbersThatWereAdded() {
    Seeds.forAll(
        2_000,
        random -> {
          var intervals = new Intervals();
          var numbers = new TreeSet<Long>();
          for (int i = random.nextInt(30); i > 0; i--) {
            long first = random.nextLong(1, 60);
            long last = first + random.nextLong(0, 5);
            intervals.add(first, last);
            for (long number = first; number <= last; number++) {
              numbers.add(number);
            }
          }
          var text = new StringBuilder();
          intervals.appendTo(text);
          assertThat(text.toString()).isEqualTo(written(numbers));
          for (long number = 1; number < 70; number++) {
            assertThat(intervals.contains(number)).isEqualTo(numbers.contains(number));
          }
        });
  }

  private static String written(SortedSet<Long> numbers) {
    var text = new StringBuilder();
    for (long number : numbers) {
      if (!numbers.contains(number - 1)) {
        long last = number;
        while (numbers.contains(last + 1)) {
          last++;
        }
        text.append(':').append(number).append(last > number ? "-" + last : "");
      }
    }
    return text.toString();
  }
}
