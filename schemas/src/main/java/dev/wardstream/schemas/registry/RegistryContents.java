package dev.wardstream.schemas.registry;

import dev.wardstream.schemas.registry.RegistryEntry.Deleted;
import dev.wardstream.schemas.registry.RegistryEntry.Level;
import dev.wardstream.schemas.registry.RegistryEntry.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a registry knows at one moment. Immutable: a change gives new contents.
 *
 * @param subjects versions per subject, oldest first
 * @param schemas schema per id
 * @param levels compatibility per subject that has its own
 * @param level compatibility of all other subjects
 */
public record RegistryContents(
    SortedMap<String, List<Version>> subjects,
    Map<Integer, Schema> schemas,
    Map<String, Compatibility> levels,
    Compatibility level) {

  /** Nothing registered; {@code BACKWARD} as Confluent's default. */
  public static final RegistryContents EMPTY =
      new RegistryContents(new TreeMap<>(), Map.of(), Map.of(), Compatibility.BACKWARD);

  /** The contents after a change. */
  public RegistryContents with(RegistryEntry entry) {
    return switch (entry) {
      case Version version -> with(version, true);
      case Deleted(var version) -> with(version, false);
      case Level(var subject, var changed) -> with(subject, changed);
    };
  }

  private RegistryContents with(Version version, boolean counts) {
    var versions = new ArrayList<>(versions(version.subject()));
    versions.removeIf(known -> known.version() == version.version());
    if (counts) {
      versions.add(version);
    }
    var newSubjects = new TreeMap<>(subjects);
    newSubjects.put(version.subject(), List.copyOf(versions));
    newSubjects.values().removeIf(List::isEmpty);
    var newSchemas = new HashMap<>(schemas);
    newSchemas.put(version.id(), version.schema());
    return new RegistryContents(newSubjects, newSchemas, levels, level);
  }

  private RegistryContents with(@Nullable String subject, Compatibility changed) {
    if (subject == null) {
      return new RegistryContents(subjects, schemas, levels, changed);
    }
    var newLevels = new HashMap<>(levels);
    newLevels.put(subject, changed);
    return new RegistryContents(subjects, schemas, newLevels, level);
  }

  /** The versions of a subject, oldest first; empty when the subject is unknown. */
  public List<Version> versions(String subject) {
    return subjects.getOrDefault(subject, List.of());
  }

  /** The version of a subject that has this schema. */
  public Optional<Version> find(String subject, Schema schema) {
    return versions(subject).stream().filter(known -> same(known.schema(), schema)).findFirst();
  }

  /** The compatibility level that applies to a subject. */
  public Compatibility levelOf(String subject) {
    return levels.getOrDefault(subject, level);
  }

  /** What the schema would break as the next version of the subject; empty when nothing. */
  public List<String> breaks(String subject, Schema schema) {
    return levelOf(subject)
        .breaks(schema, versions(subject).stream().map(Version::schema).toList());
  }

  /**
   * The version that the schema would become.
   *
   * @throws RegistryException when it is not compatible with the versions so far
   */
  Version next(String subject, Schema schema) {
    var breaks = breaks(subject, schema);
    if (!breaks.isEmpty()) {
      throw new RegistryException(
          RegistryError.INCOMPATIBLE_SCHEMA,
          "schema is not %s compatible with subject %s: %s"
              .formatted(levelOf(subject), subject, String.join("; ", breaks)));
    }
    var versions = versions(subject);
    var number = versions.isEmpty() ? 1 : versions.getLast().version() + 1;
    return new Version(subject, number, idOf(schema), schema);
  }

  private int idOf(Schema schema) {
    var largest = 0;
    for (var known : schemas.entrySet()) {
      if (same(known.getValue(), schema)) {
        return known.getKey();
      }
      largest = Math.max(largest, known.getKey());
    }
    return largest + 1;
  }

  /** Same text, documentation included: a changed comment is a new version, as at Confluent. */
  private static boolean same(Schema one, Schema other) {
    return one.equals(other) && one.toString().equals(other.toString());
  }
}
