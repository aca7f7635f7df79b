package io.wherry.consumer;

import io.wherry.kinesis.PutEntries;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One Kinesis record that holds three, packed by another program after the description of the
/// format: keys `k1`, `größe` and `k1`, data `one`, `two` (each with a newline) and nothing.
record AggregateOfThree() implements PutEntries {
  private static final String BYTES =
      "f3899ac2"
          + "0a026b310a076772c3b6c39f65"
          + "1227313730313431313833343630343639323331373331363837333033373135383834313035373238"
          + "1a0808001a046f6e650a1a0a080110001a0474776f0a1a0b08001a0022050a0374616748ac02"
          + "6c72ee9435ceefa80ea21f9c1e709189";

  @Override
  public int count() {
    return 1;
  }

  @Override
  public String partitionKey(int entry) {
    return "outer";
  }

  @Override
  public @Nullable String explicitHashKey(int entry) {
    return null;
  }

  @Override
  public byte[] data(int entry) {
    return HexFormat.of().parseHex(BYTES);
  }
}
