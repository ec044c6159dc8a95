package dev.wardstream.embedded.registry;

import dev.wardstream.schemas.registry.Compatibility;
import dev.wardstream.schemas.registry.RegistryEntry;
import dev.wardstream.schemas.registry.RegistryEntry.Deleted;
import dev.wardstream.schemas.registry.RegistryEntry.Level;
import dev.wardstream.schemas.registry.RegistryEntry.Version;
import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import dev.wardstream.schemas.registry.RegistryJson;
import dev.wardstream.schemas.registry.SchemaText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of the topic {@code _schemas}, in the JSON that Confluent's registry writes.
 *
 * @param key which version or level
 * @param value its content
 */
record SchemasRecord(String key, String value) {

  static SchemasRecord of(RegistryEntry entry) {
    return switch (entry) {
      case Version version -> of(version, false);
      case Deleted(var version) -> of(version, true);
      case Level(var subject, var level) ->
          new SchemasRecord(
              configKey(subject),
              RegistryJson.object(
                  json -> json.writeStringProperty("compatibilityLevel", level.name())));
    };
  }

  /** The entry of a record; empty for records that change nothing here. */
  static Optional<RegistryEntry> entry(String key, @Nullable String value) {
    var keyMembers = RegistryJson.members(key);
    if (value == null) {
      return Optional.empty();
    }
    var members = RegistryJson.members(value);
    return switch (keyMembers.getOrDefault("keytype", "")) {
      case "SCHEMA" -> version(members);
      case "CONFIG" -> level(keyMembers.get("subject"), members);
      default -> Optional.empty();
    };
  }

  private static SchemasRecord of(Version version, boolean deleted) {
    var key =
        RegistryJson.object(json -> {
          json.writeStringProperty("keytype", "SCHEMA");
          json.writeStringProperty("subject", version.subject());
          json.writeNumberProperty("version", version.version());
          json.writeNumberProperty("magic", 1);
        });
    var value =
        RegistryJson.object(json -> {
          json.writeStringProperty("subject", version.subject());
          json.writeNumberProperty("version", version.version());
          json.writeNumberProperty("id", version.id());
          json.writeStringProperty("schema", version.schema().toString());
          json.writeBooleanProperty("deleted", deleted);
        });
    return new SchemasRecord(key, value);
  }

  private static String configKey(@Nullable String subject) {
    return RegistryJson.object(json -> {
      json.writeStringProperty("keytype", "CONFIG");
      if (subject == null) {
        json.writeNullProperty("subject");
      } else {
        json.writeStringProperty("subject", subject);
      }
      json.writeNumberProperty("magic", 0);
    });
  }

  private static Optional<RegistryEntry> version(Map<String, String> members) {
    if (!members.getOrDefault("schemaType", "AVRO").equals("AVRO")) {
      return Optional.empty();
    }
    var version =
        new Version(
            text(members, "subject"),
            Integer.parseInt(text(members, "version")),
            Integer.parseInt(text(members, "id")),
            SchemaText.parse(text(members, "schema")));
    var deleted = members.getOrDefault("deleted", "false").equals("true");
    return Optional.of(deleted ? new Deleted(version) : version);
  }

  private static Optional<RegistryEntry> level(
      @Nullable String subject, Map<String, String> members) {
    return Compatibility.of(members.getOrDefault("compatibilityLevel", ""))
        .map(level -> new Level(subject, level));
  }

  private static String text(Map<String, String> members, String name) {
    var value = members.get(name);
    if (value == null) {
      throw new RegistryException(
          RegistryError.UNEXPECTED_ANSWER, "_schemas: a record without \"" + name + "\"");
    }
    return value;
  }
}
