package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.consumer.ReadRange;
import io.wherry.kinesis.ReadFrom;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `wherry tail` makes of its words.
class TailOptionsTest {
  private static final String HINT = " (wherry tail --help shows all options)";

  private static TailOptions of(String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "tail";
    System.arraycopy(more, 0, words, 1, more.length);
    Trial trial = Trial.of(words);
    assertThat(trial.err()).isEmpty();
    return trial.tailed.getFirst();
  }

  @Test
  void theStreamIsNamedAsForRun() {
    TailOptions options =
        of("--stream=rows", "--sink.endpoint=http://127.0.0.1:4567", "--sink.region=eu-west-1");
    assertThat(options.stream()).isEqualTo("rows");
    assertThat(options.endpoint()).contains(URI.create("http://127.0.0.1:4567"));
    assertThat(options.region()).isEqualTo(Optional.of("eu-west-1"));
  }

  // From the end up to the end would be nothing: who asks for an end wants what is there.
  @Test
  void itFollowsTheEndUnlessItIsToStopThere() {
    assertThat(of("--stream=rows").range()).isEqualTo(new ReadRange(new ReadFrom.Latest(), false));
    assertThat(of("--stream=rows", "--until=latest").range())
        .isEqualTo(new ReadRange(new ReadFrom.Oldest(), true));
    assertThat(of("--stream=rows", "--from=oldest").range())
        .isEqualTo(new ReadRange(new ReadFrom.Oldest(), false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00+02:00, 2026-11-22T08:00:00Z",
    "2026-11-22 10:00:00, 2026-11-22T10:00:00Z",
    "2026-11-22T10:00, 2026-11-22T10:00:00Z"
  })
  void aTimeIsUtcUnlessItNamesItsZone(String text, Instant instant) {
    assertThat(of("--stream=rows", "--from=" + text).range().from())
        .isEqualTo(new ReadFrom.Time(instant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from=oldest     | --stream is missing: say which stream to read with --stream=STREAM",
        "--stream=a b      | --stream=a b: must be the name of a stream, 1 to 128 of"
            + " a-z A-Z 0-9 _ . -",
        "--stream=arn:aws  | --stream=arn:aws: must be the stream's name, not its ARN",
        "--strem=a         | unknown option --strem; did you mean --stream?"
      })
  void aWrongStreamIsOneLine(String argument, String line) {
    Trial trial = Trial.of("tail", argument);
    assertThat(trial.errLines()).containsExactly("wherry: " + line + HINT);
    assertThat(trial.status).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from=oldes      | --from=oldes: must be oldest, latest or a time like"
            + " 2026-11-22T10:00:00Z; did you mean oldest?",
        "--from=2026-11-22 | --from=2026-11-22: must be oldest, latest or a time like"
            + " 2026-11-22T10:00:00Z",
        "--until=12:00     | --until=12:00: must be latest; leave it out to go on for ever"
      })
  void aWrongRangeIsOneLine(String argument, String line) {
    Trial trial = Trial.of("tail", "--stream=rows", argument);
    assertThat(trial.errLines()).containsExactly("wherry: " + line + HINT);
    assertThat(trial.status).isEqualTo(2);
  }
}
