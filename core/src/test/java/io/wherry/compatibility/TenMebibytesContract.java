package io.wherry.compatibility;

import static io.wherry.compatibility.PutContract.MEBIBYTE;
import static io.wherry.compatibility.PutContract.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// The size of a call and of an answer. Not for `kinesis-local`, which needs half a minute for ten
/// mebibytes and then ends for lack of memory.
interface TenMebibytesContract extends Contract {
  /// Ten records of a mebibyte, with their keys.
  List<PutRecordsRequestEntry> TEN_MEBIBYTES = Collections.nCopies(10, sized("four", MEBIBYTE - 4));

  @Test
  default void aCallOfTenMebibytesIsTaken() {
    TestStream stream = service().create(1);
    assertThat(stream.putAll(TEN_MEBIBYTES)).hasSize(10);
  }

  /// A sink that fills its calls by its own count must be told the limit by the same count.
  @Test
  default void aCallOfTenMebibytesAndARecordIsRefused() {
    TestStream stream = service().create(1);
    var entries = new ArrayList<>(TEN_MEBIBYTES);
    entries.add(TestStream.entry("k", "x"));
    assertThatThrownBy(() -> stream.putAll(entries)).isInstanceOf(InvalidArgumentException.class);
    assertThat(stream.read(ReadContract.SHARD)).isEmpty();
  }

  /// What lies beyond the bound of an answer must come with the next one.
  @Test
  default void anAnswerHoldsTenMebibytesAtMost() {
    TestStream stream = service().create(1);
    stream.putAll(TEN_MEBIBYTES);
    stream.putAll(List.of(TestStream.entry("k", "x")));
    String iterator = stream.iterator(ReadContract.SHARD, ShardIteratorType.TRIM_HORIZON);
    assertThat(stream.records(iterator).records()).hasSizeBetween(1, 10);
    assertThat(stream.read(iterator, 20)).hasSize(11);
  }
}
