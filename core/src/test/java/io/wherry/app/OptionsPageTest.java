package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/OPTIONS.md` is made of the table that reads the options, so the two cannot drift apart.
class OptionsPageTest {
  private static final Path PAGE = Path.of("../docs/OPTIONS.md");

  @Test
  void thePageSaysWhatTheProgramDoes() throws IOException {
    Files.writeString(Path.of("target/OPTIONS.md"), page());
    assertThat(PAGE).as("to renew it: cp core/target/OPTIONS.md docs/").hasContent(page());
  }

  private static String page() {
    var page =
        new StringBuilder(
            """
            # Options of `wherry run` and `wherry check`

            Each option can be given on the command line, in the environment, or in the YAML
            file that `--config` names. The command line wins over the environment, and the
            environment over the file. All problems are reported at once, one line each, with
            status 2.

            In the file, nested and dotted keys mean the same, and lists may be YAML lists:

            ```yaml
            source:
              url: mysql://repl@db.example:3306
              password-file: /run/secrets/wherry
            sink: kinesis:orders        # a value, so its settings are written with dots:
            sink.create: 4
            tables:
              include: [shop.*, crm.customers]
            ```

            A password is taken from `--source.password-file`, else from `WHERRY_SOURCE_PASSWORD`,
            else from the URL (of the first two the one in the place that wins). Only a URL on the
            command line shows it in the process list. The password of a checkpoint in a
            database is taken likewise: `--checkpoint.password-file`, else
            `WHERRY_CHECKPOINT_PASSWORD`, else the URL.
            """);
    table(page, Configuration.optionsOf(new RunCommand(new Trial())));
    page.append("\n# Option of `wherry check` alone\n");
    table(page, List.of(CheckCommand.PROBE));
    page.append("\n# Options of `wherry tail`\n\n");
    page.append("Those under \"Running\" are the same.\n");
    table(page, new TailCommand(new Trial()).options());
    return page.toString();
  }

  private static void table(StringBuilder page, List<Option<?>> options) {
    String group = "";
    for (Option<?> option : options) {
      if (option.name().equals("help")) {
        continue;
      }
      if (!option.group().equals(group)) {
        group = option.group();
        page.append("\n## ").append(group).append("\n\n");
        page.append("| option | environment | what |\n|---|---|---|\n");
      }
      page.append("| `")
          .append(HelpPage.usage(option).replace("|", "\\|"))
          .append("` | `")
          .append(option.inEnvironment())
          .append("` | ")
          .append(HelpPage.description(option))
          .append(" |\n");
    }
  }
}
