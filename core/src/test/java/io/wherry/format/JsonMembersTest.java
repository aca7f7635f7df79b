package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import org.junit.jupiter.api.Test;

class JsonMembersTest {
  private static JsonMembers of(String json) {
    return new JsonMembers().wrap(ByteSlice.utf8(json));
  }

  // A row may hold any text: what looks like a member inside of a value is none.
  @Test
  void aMemberIsFoundWhereItStandsAndNowhereElse() {
    var members =
        of(
            "{\"a\":{\"id\":1,\"b\":[{\"id\":2}]},"
                + "\"t\":\"x\\\",\\\"id\\\":3,{\",\"id\":\"é\\\\\"}\n");
    assertThat(members.find("id").utf8()).isEqualTo("\"é\\\\\"");
    assertThat(members.find("a").utf8()).isEqualTo("{\"id\":1,\"b\":[{\"id\":2}]}");
    assertThat(members.has("b")).isFalse();
    assertThat(of("{}").has("id")).isFalse();
    assertThat(of("{\"n\":null}").find("n").utf8()).isEqualTo("null");
  }

  @Test
  void whatEndsTooSoonIsRefused() {
    String whole = "{\"a\":[1,\"x\\n\"],\"b\":{\"c\":true}}";
    for (int length = 0; length < whole.length(); length++) {
      var cut = of(whole.substring(0, length));
      assertThatThrownBy(() -> cut.find("z")).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
