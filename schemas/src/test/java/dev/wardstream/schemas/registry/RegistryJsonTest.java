package dev.wardstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryJsonTest {

  @Test
  void readsPlainMembersAndSkipsTheRest() {
    var text =
        "{\"id\":7,\"n\":null,\"refs\":[{\"id\":8}],\"o\":{\"id\":9},\"s\":\"\\u00fc\",\"b\":true}";
    assertThat(RegistryJson.members(text))
        .hasSize(3)
        .containsEntry("id", "7")
        .containsEntry("s", "ü")
        .containsEntry("b", "true");
  }

  @ParameterizedTest(name = "refuses {0}")
  @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":1} {}", "{\"a\":", "nonsense"})
  void refusesWhatIsNotOneObject(String text) {
    assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> RegistryJson.members(text));
  }

  @Test
  void writesQuotedText() {
    assertThat(RegistryJson.object(json -> json.writeStringProperty("a", "\"")))
        .isEqualTo("{\"a\":\"\\\"\"}");
    assertThat(RegistryJson.texts(List.of("a\"b", "c"))).isEqualTo("[\"a\\\"b\",\"c\"]");
  }
}
