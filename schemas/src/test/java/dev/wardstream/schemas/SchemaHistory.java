package dev.wardstream.schemas;

import dev.wardstream.schemas.registry.Compatibility;
import dev.wardstream.schemas.registry.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * Every version of every schema that ever was in force: {@code <subject>/<n>.avsc}.
 *
 * @param versions versions per subject, oldest first
 */
record SchemaHistory(Map<String, List<Schema>> versions) {
  static final String RECORD =
      "mvn -pl schemas test -Dtest=SchemaHistoryTest -Dschemas.record=true";

  /** The history in a folder. */
  static SchemaHistory read(Path folder) throws IOException {
    var versions = new TreeMap<String, List<Schema>>();
    for (var subject : list(folder)) {
      var schemas = new ArrayList<Schema>();
      for (var n = 1; n <= list(subject).size(); n++) {
        schemas.add(SchemaText.parse(Files.readString(file(subject, n))));
      }
      versions.put(subject.getFileName().toString(), List.copyOf(schemas));
    }
    return new SchemaHistory(versions);
  }

  /** Adds the current schemas that are not the newest of their subject. */
  SchemaHistory record(Map<String, Schema> current, Path folder) throws IOException {
    for (var entry : current.entrySet()) {
      var known = of(entry.getKey());
      if (!isNewest(entry.getValue(), known)) {
        var subject = folder.resolve(entry.getKey());
        Files.createDirectories(subject);
        var text =
            SchemaFormatter.format(
                "json/pretty", SchemaText.parse(SchemaText.of(entry.getValue())));
        Files.writeString(file(subject, known.size() + 1), text + "\n");
      }
    }
    return read(folder);
  }

  /** What would break readers of existing records; one message each. */
  List<String> breaks(Map<String, Schema> current) {
    return current.entrySet().stream()
        .flatMap(entry ->
            Compatibility.BACKWARD_TRANSITIVE.breaks(entry.getValue(), of(entry.getKey())).stream()
                .map(found -> entry.getKey() + " cannot read what is in the log: " + found))
        .toList();
  }

  /** What the history does not say yet, or no longer should; one message each. */
  List<String> gaps(Map<String, Schema> current) {
    var unrecorded =
        current.entrySet().stream()
            .filter(entry -> !isNewest(entry.getValue(), of(entry.getKey())))
            .map(entry -> entry.getKey() + " has changed; record the new version with: " + RECORD);
    var orphans =
        versions.keySet().stream()
            .filter(subject -> !current.containsKey(subject))
            .map(subject -> subject + " is in the history but not in the catalogue");
    return Stream.concat(unrecorded, orphans).toList();
  }

  private List<Schema> of(String subject) {
    return versions.getOrDefault(subject, List.of());
  }

  private static boolean isNewest(Schema schema, List<Schema> known) {
    return !known.isEmpty() && known.getLast().toString().equals(text(schema));
  }

  private static String text(Schema schema) {
    return SchemaText.parse(SchemaText.of(schema)).toString();
  }

  private static Path file(Path subject, int version) {
    return subject.resolve(version + ".avsc");
  }

  private static Set<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return Set.copyOf(files.toList());
    }
  }
}
