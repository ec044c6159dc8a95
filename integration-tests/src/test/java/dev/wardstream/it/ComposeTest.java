package dev.wardstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wardstream.alerts.AlertsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The compose file says only what Compose and our services understand: no engine runs here. */
class ComposeTest {
  private static final Path FILE = Path.of("..", "infra", "compose.yaml");

  @Test
  void followsTheComposeSpecification() throws IOException {
    var json = new JsonMapper().writeValueAsString(compose());

    try (var spec = ComposeTest.class.getResourceAsStream("/compose/compose-spec.json")) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09).getSchema(spec);
      assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
      assertThat(schema.validate(json.replace("\"image\"", "\"imaeg\""), InputFormat.JSON))
          .as("a misspelt key is found")
          .isNotEmpty();
    }
  }

  @Test
  void everySettingOfTheAlertJobIsKnown() throws IOException {
    var settings = environment("alert-streams");

    assertThatCode(() -> AlertsConfig.from(settings)).doesNotThrowAnyException();
    var misspelt = new HashMap<>(settings);
    misspelt.put("WARDSTREAM_ALERTS_BOOTSTRAP_SERVER", "kafka:9092");
    assertThatThrownBy(() -> AlertsConfig.from(misspelt))
        .hasMessageContaining("WARDSTREAM_ALERTS_BOOTSTRAP_SERVER");
  }

  private static Map<String, Object> compose() throws IOException {
    try (var file = Files.newBufferedReader(FILE)) {
      return new Yaml().load(file);
    }
  }

  /** The environment of a service, as Compose would pass it. */
  private static Map<String, String> environment(String service) throws IOException {
    var environment = child(child(child(compose(), "services"), service), "environment");
    var settings = new HashMap<String, String>();
    environment.forEach((name, value) -> settings.put(name.toString(), value.toString()));
    return settings;
  }

  private static Map<?, ?> child(Map<?, ?> parent, String name) {
    return (Map<?, ?>) Objects.requireNonNull(parent.get(name), name);
  }
}
