package dev.wardstream.embedded.registry;

import dev.wardstream.schemas.registry.Compatibility;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.RegistryEntry.Level;
import dev.wardstream.schemas.registry.RegistryEntry.Version;
import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import dev.wardstream.schemas.registry.RegistryJson;
import dev.wardstream.schemas.registry.SchemaText;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What Confluent's REST API answers, without HTTP: each method takes parts of the path and the
 * body, and gives the JSON of the answer or throws a {@link RegistryException}.
 */
final class RegistryApi {
  private final InMemoryRegistry registry;

  RegistryApi(InMemoryRegistry registry) {
    this.registry = registry;
  }

  String subjects() {
    return RegistryJson.texts(registry.contents().subjects().keySet());
  }

  String versions(String subject) {
    return known(subject).stream().map(Version::version).toList().toString();
  }

  String version(String subject, String number) {
    return described(find(subject, number));
  }

  String schemaOf(String subject, String number) {
    return find(subject, number).schema().toString();
  }

  String schemaById(String id) {
    var schema = registry.byId(number(id, RegistryError.SCHEMA_NOT_FOUND, "no schema has id "));
    return RegistryJson.object(json -> json.writeStringProperty("schema", schema.toString()));
  }

  String types() {
    return RegistryJson.texts(List.of("AVRO"));
  }

  String register(String subject, String body) {
    var id = registry.register(subject, schema(body));
    return RegistryJson.object(json -> json.writeNumberProperty("id", id));
  }

  String lookUp(String subject, String body) {
    known(subject);
    var schema = schema(body);
    return registry
        .contents()
        .find(subject, schema)
        .map(RegistryApi::described)
        .orElseThrow(
            () -> new RegistryException(RegistryError.SCHEMA_NOT_FOUND, "Schema not found"));
  }

  /** The level of all subjects for null, else of the subject. */
  String level(@Nullable String subject, boolean defaultToGlobal) {
    var contents = registry.contents();
    if (subject != null && !defaultToGlobal && !contents.levels().containsKey(subject)) {
      throw new RegistryException(
          RegistryError.SUBJECT_COMPATIBILITY_NOT_FOUND,
          "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
    }
    var level = subject == null ? contents.level() : contents.levelOf(subject);
    return RegistryJson.object(
        json -> json.writeStringProperty("compatibilityLevel", level.name()));
  }

  String configure(@Nullable String subject, String body) {
    var name = RegistryJson.members(body).getOrDefault("compatibility", "");
    var level =
        Compatibility.of(name)
            .orElseThrow(() ->
                new RegistryException(
                    RegistryError.INVALID_COMPATIBILITY, "Invalid compatibility level: " + name));
    registry.configure(new Level(subject, level));
    return RegistryJson.object(json -> json.writeStringProperty("compatibility", level.name()));
  }

  String compatible(String subject, String number, String body, boolean verbose) {
    var against = find(subject, number).schema();
    var level = registry.contents().levelOf(subject);
    var breaks = level.breaks(schema(body), List.of(against));
    return RegistryJson.object(json -> {
      json.writeBooleanProperty("is_compatible", breaks.isEmpty());
      if (verbose) {
        json.writeName("messages");
        json.writeRawValue(RegistryJson.texts(breaks));
      }
    });
  }

  static String failure(int code, String message) {
    return RegistryJson.object(json -> {
      json.writeNumberProperty("error_code", code);
      json.writeStringProperty("message", message);
    });
  }

  private List<Version> known(String subject) {
    var versions = registry.contents().versions(subject);
    if (versions.isEmpty()) {
      throw new RegistryException(
          RegistryError.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
    }
    return versions;
  }

  private Version find(String subject, String number) {
    var versions = known(subject);
    if (number.equals("latest") || number.equals("-1")) {
      return versions.getLast();
    }
    var wanted = number(number, RegistryError.INVALID_VERSION, "not a version: ");
    return versions.stream()
        .filter(version -> version.version() == wanted)
        .findFirst()
        .orElseThrow(() ->
            new RegistryException(
                RegistryError.VERSION_NOT_FOUND, "Version %d not found.".formatted(wanted)));
  }

  private static Schema schema(String body) {
    var members = RegistryJson.members(body);
    if (!members.getOrDefault("schemaType", "AVRO").equals("AVRO")) {
      throw new RegistryException(RegistryError.INVALID_SCHEMA, "only AVRO schemas are kept here");
    }
    return SchemaText.parse(members.getOrDefault("schema", ""));
  }

  private static int number(String text, RegistryError otherwise, String message) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new RegistryException(otherwise, message + text, e);
    }
  }

  private static String described(Version version) {
    return RegistryJson.object(json -> {
      json.writeStringProperty("subject", version.subject());
      json.writeNumberProperty("version", version.version());
      json.writeNumberProperty("id", version.id());
      json.writeStringProperty("schema", version.schema().toString());
    });
  }
}
