package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  private final ByteWriter out = new ByteWriter();

  /// What the exact decimal value of the bits is, rounded.
  private void same(double value, int scale) {
    BigDecimal exact = new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN);
    String digits = exact.toPlainString();
    out.clear();
    RealText.fixed(value, scale, out);
    assertThat(out.utf8()).isEqualTo(value < 0 && exact.signum() == 0 ? "-" + digits : digits);
    long scaled = FixedPoint.scaled(value, scale);
    if (scaled != FixedPoint.LARGE) {
      assertThat(BigDecimal.valueOf(scaled, scale)).isEqualTo(exact.abs());
    }
  }

  // Each way of moving bits begins and ends at one of these.
  @Test
  void powersOfTwoAndTheirNeighbours() {
    for (int scale = 0; scale <= 30; scale++) {
      for (int exponent = -160; exponent <= 70; exponent++) {
        double power = Math.scalb(1.0, exponent);
        same(power, scale);
        same(-power, scale);
        same(Math.nextUp(power), scale);
        same(Math.nextDown(power), scale);
        same(3 * power, scale);
      }
      same(0.0, scale);
      same(-0.0, scale);
      same(Double.MIN_VALUE, scale);
      same(Double.MAX_VALUE, scale);
    }
  }

  // A half of the last digit goes to the even one.
  @Test
  void halvesGoToTheEvenDigit() {
    for (int n = 0; n < 200; n++) {
      same(n + 0.5, 0);
      same(n + 0.125, 2);
      same(-n - 0.375, 2);
      same(n / 1024.0, 9);
    }
  }

  @Test
  void valuesOfEverySize() {
    var random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(140) - 80);
      same(value, random.nextInt(20));
      same((float) value, random.nextInt(8));
    }
  }

  // The usual ones need no large number.
  @Test
  void whatAColumnHoldsIsFound() {
    assertThat(FixedPoint.scaled(99_999.99, 2)).isEqualTo(9_999_999);
    assertThat(FixedPoint.scaled(1e15, 3)).isEqualTo(1_000_000_000_000_000_000L);
    assertThat(FixedPoint.scaled(1e17, 3)).isEqualTo(FixedPoint.LARGE);
    assertThat(FixedPoint.scaled(Double.NaN, 3)).isEqualTo(FixedPoint.LARGE);
  }
}
