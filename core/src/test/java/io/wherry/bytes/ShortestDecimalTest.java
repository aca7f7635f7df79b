package io.wherry.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Java's own digits are the second opinion. A digit too few reads back as another number; one too
/// many is not what a consumer compares with.
class ShortestDecimalTest {
  private final ShortestDecimal decimal = new ShortestDecimal();

  private BigDecimal of(double value) {
    decimal.of(value);
    return BigDecimal.valueOf(decimal.digits()).scaleByPowerOfTen(decimal.exponent());
  }

  private BigDecimal of(float value) {
    decimal.of(value);
    return BigDecimal.valueOf(decimal.digits()).scaleByPowerOfTen(decimal.exponent());
  }

  private void same(double value) {
    BigDecimal java = new BigDecimal(Double.toString(value));
    BigDecimal ours = of(value);
    if (ours.compareTo(java) != 0) {
      // Java always writes two digits at least, also where one reads back.
      assertThat(decimal.digits()).as("%s", value).isLessThan(10);
      assertThat(ours.doubleValue()).as("%s", value).isEqualTo(value);
      assertThat(java.stripTrailingZeros().precision()).as("%s", value).isEqualTo(2);
    }
  }

  private void same(float value) {
    BigDecimal java = new BigDecimal(Float.toString(value));
    BigDecimal ours = of(value);
    if (ours.compareTo(java) != 0) {
      assertThat(decimal.digits()).as("%s", value).isLessThan(10);
      assertThat(ours.floatValue()).as("%s", value).isEqualTo(value);
      assertThat(java.stripTrailingZeros().precision()).as("%s", value).isEqualTo(2);
    }
  }

  @Test
  void doublesOfAllSizesHaveJavasDigits() {
    var random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (Double.isFinite(value) && value > 0) {
        same(value);
      }
      same((1 + random.nextInt(100_000_000)) / 100.0);
      same((1 + random.nextInt(1_000_000)) / 7.0);
    }
  }

  @Test
  void floatsOfAllSizesHaveJavasDigits() {
    var random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE);
      if (Float.isFinite(value) && value > 0) {
        same(value);
      }
      same((1 + random.nextInt(10_000_000)) / 100f);
    }
  }

  // Where one interval ends and another, twice as wide, begins.
  @Test
  void powersOfTwoAndOfTenHaveJavasDigits() {
    for (int exponent = Double.MIN_EXPONENT; exponent <= Double.MAX_EXPONENT; exponent++) {
      double power = Math.scalb(1.0, exponent);
      same(power);
      same(Math.nextDown(power));
      same(Math.nextUp(power));
    }
    for (int exponent = Float.MIN_EXPONENT; exponent <= Float.MAX_EXPONENT; exponent++) {
      float power = Math.scalb(1.0f, exponent);
      same(power);
      same(Math.nextDown(power));
      same(Math.nextUp(power));
    }
    for (int exponent = -322; exponent <= 308; exponent++) {
      double power = Double.parseDouble("1e" + exponent);
      assertThat(of(power)).isEqualByComparingTo(new BigDecimal("1e" + exponent));
      same(Math.nextDown(power));
      same(Math.nextUp(power));
    }
  }

  @Test
  void theEndsOfWhatThereIsHaveTheirDigits() {
    for (int i = 1; i < 2_000; i++) {
      same(Double.longBitsToDouble(i));
      same(Float.intBitsToFloat(i));
    }
    assertThat(of(Double.MIN_VALUE)).isEqualByComparingTo(new BigDecimal("5e-324"));
    assertThat(of(Float.MIN_VALUE)).isEqualByComparingTo(new BigDecimal("1e-45"));
    same(Double.MAX_VALUE);
    same(Float.MAX_VALUE);
    same(2e23);
    same(9_007_199_254_740_992.0);
  }
}
