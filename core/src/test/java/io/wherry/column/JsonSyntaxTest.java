package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes into a record bare must be JSON, or the whole record is none.
class JsonSyntaxTest {
  private final JsonSyntax syntax = new JsonSyntax();

  private boolean valid(String text) {
    byte[] bytes = CharacterSet.bytes("x" + text + "]");
    return syntax.valid(bytes, 1, bytes.length - 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.5e+10",
        "1E5",
        "\"\"",
        "\"é€😀 \\u00e9 \\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        " { \"a\" : [ 1 , { } , [ ] ] , \"a\" : null } ",
        "\n[\t1,\r\n2]\n",
      })
  void aDocumentIsKnown(String text) {
    assertThat(valid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "-",
        "tru",
        "nulll",
        "\"",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\",
        "'a'",
        "{",
        "[",
        "[1",
        "[1,]",
        "[,1]",
        "[1}",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "1 2",
        "[] []",
        "{}}",
        "NaN",
      })
  void anythingElseIsNone(String text) {
    assertThat(valid(text)).isFalse();
  }

  /// The stack is bounded: a hostile text must not break out of it.
  @Test
  void nestingIsFollowedUpToItsBound() {
    for (String pair : List.of("[]", "{}")) {
      String open = pair.equals("[]") ? "[" : "{\"a\":";
      String close = pair.substring(1);
      int most = JsonSyntax.DEPTH_MAX;
      assertThat(valid(open.repeat(most - 1) + pair + close.repeat(most - 1))).isTrue();
      assertThat(valid(open.repeat(most) + pair + close.repeat(most))).isFalse();
    }
    assertThat(valid("[{\"a\":[".repeat(70) + "]}]".repeat(70))).isTrue();
  }
}
