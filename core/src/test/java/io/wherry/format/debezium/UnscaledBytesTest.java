package io.wherry.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class UnscaledBytesTest {
  // A byte too many or too few reads as another amount of money; both only at some lengths.
  @Test
  void anyDecimalHasTheBytesOfItsUnscaledValue() {
    var unscaled = new UnscaledBytes();
    Seeds.forAll(
        5_000,
        random -> {
          int digits = random.nextInt(1, 66);
          var value =
              new BigInteger(
                  random
                      .ints(digits, '0', '9' + 1)
                      .collect(
                          StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                      .toString());
          var decimal =
              new BigDecimal(random.nextBoolean() ? value : value.negate(), random.nextInt(0, 31));
          byte[] bytes = unscaled.of(ByteSlice.utf8(decimal.toPlainString())).copy();
          assertThat(bytes)
              .as(decimal.toPlainString())
              .isEqualTo(decimal.unscaledValue().toByteArray());
        });
  }

  @Test
  void anyUnsignedNumberHasTheBytesOfAPositiveOne() {
    var unscaled = new UnscaledBytes();
    Seeds.forAll(
        1_000,
        random -> {
          long bits = random.nextLong() >>> random.nextInt(64);
          assertThat(unscaled.of(bits).copy())
              .isEqualTo(new BigInteger(Long.toUnsignedString(bits)).toByteArray());
        });
  }
}
