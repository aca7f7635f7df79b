package io.wherry.kinesis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class ReadTroubleTest {
  private final SdkClientException ill = SdkClientException.create("cut off");

  private final AtomicLong now = new AtomicLong();
  private final ReadTrouble trouble =
      new ReadTrouble("shardId-1", new KinesisErrors("rows", "eu-west-1"), now::get);

  // For ever would look like a stream without news.
  @Test
  void patienceEndsWithALine() throws Exception {
    trouble.pause(ill);
    now.addAndGet(KinesisLimits.READ_PATIENCE.toNanos());
    assertThatThrownBy(() -> trouble.pause(ill))
        .isInstanceOf(KinesisException.class)
        .hasMessage(
            "stream rows at eu-west-1: shard shardId-1 could not be read for 180 s,"
                + " SdkClientException: cut off: start again later");
  }

  @Test
  void aReadThatSucceedsRestoresIt() throws Exception {
    trouble.pause(ill);
    trouble.over();
    now.addAndGet(KinesisLimits.READ_PATIENCE.toNanos());
    assertThatCode(() -> trouble.pause(ill)).doesNotThrowAnyException();
  }
}
