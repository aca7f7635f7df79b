package io.wherry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.bytes.ByteWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every format promises. A format's test inherits it and names its golden file.
///
/// After an intended change write the golden files anew with `-Dgolden=write` and read the
/// difference.
abstract class FormatContract {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A fresh encoder.
  abstract Encoder encoder();

  /// The golden file's name: one record a line, in the order of the samples.
  abstract String golden();

  static String encode(Encoder encoder, Samples.Sample sample, boolean last) {
    var out = new ByteWriter();
    encoder.begin(sample.change(), out);
    encoder.end(last, out);
    return out.utf8();
  }

  @Test
  void recordsAreByteForByteThoseOfTheGoldenFile() throws Exception {
    // A consumer parses what we printed a year ago with the code of then: any change of a byte must
    // be meant.
    var encoder = encoder();
    var lines = new ArrayList<String>();
    for (Samples.Sample sample : Samples.all()) {
      lines.add(encode(encoder, sample, true));
    }
    Path file = GOLDEN.resolve(golden());
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, String.join("", lines));
    }
    List<String> expected = Files.readString(file, UTF_8).lines().map(l -> l + "\n").toList();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).as(Samples.all().get(i).name()).isEqualTo(expected.get(i));
    }
    assertThat(expected).hasSameSizeAs(lines);
  }

  @Test
  void everyRecordIsOneLineOfJson() throws Exception {
    // A raw newline inside a record would split it in files and in Firehose; broken JSON stops a
    // consumer for good.
    for (boolean last : new boolean[] {true, false}) {
      for (Samples.Sample sample : Samples.all()) {
        String line = encode(encoder(), sample, last);
        assertThat(line.indexOf('\n')).as(sample.name()).isEqualTo(line.length() - 1);
        JsonNode parsed = JSON.readTree(line);
        assertThat(parsed.path("table").asText()).isEqualTo(sample.change().table().name());
        assertThat(parsed.path("schema").asText()).isEqualTo(sample.change().table().schema());
      }
    }
  }

  @Test
  void anEncoderLeavesNothingOfOneRecordInTheNext() {
    // Encoders are reused; a stale comma or tail would show only in the second record.
    var reused = encoder();
    for (Samples.Sample sample : Samples.all()) {
      encode(reused, sample, false);
    }
    for (Samples.Sample sample : Samples.all()) {
      assertThat(encode(reused, sample, true)).isEqualTo(encode(encoder(), sample, true));
    }
  }
}
