package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.Part;
import io.wherry.format.debezium.DebeziumEncoder;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.maxwell.MaxwellEncoder;
import io.wherry.format.maxwell.MaxwellOptions;
import io.wherry.format.seed.SeedEncoder;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.transform.KeyChangeHalf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `docs/FORMATS.md` shows what the encoders write, so it cannot lie.
class FormatsPageTest {
  private static final Path PAGE = Path.of("../docs/FORMATS.md");

  private record Shown(Encoder encoder, boolean splits) {}

  private static Map<String, Shown> formats() {
    var formats = new LinkedHashMap<String, Shown>();
    formats.put("wherry", new Shown(new WherryEncoder(FormatOptions.DEFAULT), true));
    formats.put("seed", new Shown(new SeedEncoder(FormatOptions.DEFAULT), false));
    formats.put("maxwell", new Shown(new MaxwellEncoder(MaxwellOptions.DEFAULT), false));
    formats.put(
        "debezium",
        new Shown(new DebeziumEncoder(DebeziumOptions.DEFAULT, () -> FormatContract.NOW), true));
    return formats;
  }

  @Test
  void theExamplesAreWhatTheEncodersWrite() throws IOException {
    String examples = examples();
    Files.writeString(Path.of("target/FORMATS-examples.md"), examples);
    assertThat(Files.readString(PAGE))
        .as("to renew them: put core/target/FORMATS-examples.md in their place")
        .contains(examples);
  }

  private static String examples() {
    var page = new StringBuilder();
    section(page, "Insert", "insert", false);
    section(page, "Update", "update", false);
    section(page, "Update that changes the key", "key change", true);
    section(page, "Delete", "delete", false);
    return page.toString();
  }

  private static void section(StringBuilder page, String title, String sample, boolean changesKey) {
    page.append("### ").append(title).append("\n\n");
    formats()
        .forEach((name, shown) -> {
          page.append("`").append(name).append("`:\n\n```json\n");
          Change change = Samples.named(sample).change();
          page.append(
              changesKey && shown.splits()
                  ? halves(shown.encoder(), change)
                  : record(shown.encoder(), change));
          page.append("```\n\n");
        });
  }

  private static String halves(Encoder encoder, Change change) {
    return record(encoder, new KeyChangeHalf(Part.DELETE_HALF).of(change))
        + record(encoder, new KeyChangeHalf(Part.WRITE_HALF).of(change));
  }

  private static String record(Encoder encoder, Change change) {
    var out = new ByteWriter();
    encoder.begin(change, out);
    encoder.end(change.part() != Part.DELETE_HALF, out);
    return out.utf8();
  }
}
