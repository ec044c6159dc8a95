package dev.wardstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No jar on the class path is one that {@code infra/cve/known.csv} warns of. */
class KnownVulnerabilitiesTest {
  private static final Path LIST = Path.of("..", "infra", "cve", "known.csv");
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  /** Jars by {@code group:artifact}, from their place in the local repository. */
  private static Map<String, String> resolved() {
    var versions = new TreeMap<String, String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      coordinates(Path.of(entry)).ifPresent(its -> versions.put(its[0], its[1]));
    }
    return versions;
  }

  /** A jar lies in GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.jar. */
  private static Optional<String[]> coordinates(Path jar) {
    int names = jar.getNameCount();
    if (!jar.toString().endsWith(".jar") || names < 4) {
      return Optional.empty();
    }
    var version = jar.getName(names - 2).toString();
    var artifact = jar.getName(names - 3).toString();
    var folder = jar.subpath(0, names - 3).toString().replace(File.separatorChar, '.');
    int repository = folder.lastIndexOf(".repository.");
    return repository < 0
        ? Optional.empty()
        : Optional.of(
            new String[] {
              folder.substring(repository + ".repository.".length()) + ":" + artifact, version
            });
  }

  private static List<String[]> known() throws IOException {
    return Files.readAllLines(LIST).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static int compare(String version, String other) {
    var ours = numbers(version);
    var theirs = numbers(other);
    for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
      int difference = Long.compare(at(ours, i), at(theirs, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static long at(List<Long> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  private static List<Long> numbers(String version) {
    return NUMBERS.matcher(version).results().map(its -> Long.valueOf(its.group())).toList();
  }

  @Test
  void nothingOnTheClassPathIsKnownToBeVulnerable() throws IOException {
    var resolved = resolved();
    var found = new ArrayList<String>();
    for (var line : known()) {
      var version = resolved.get(line[0]);
      if (version != null && compare(version, line[1]) < 0) {
        found.add("%s %s has %s: take %s or newer".formatted(line[0], version, line[2], line[1]));
      }
    }

    assertThat(found).isEmpty();
    assertThat(resolved)
        .as("the class path was understood")
        .containsKeys(
            "io.undertow:undertow-core",
            "org.apache.kafka:kafka-clients",
            "org.apache.avro:avro",
            "com.nimbusds:nimbus-jose-jwt",
            "ch.qos.logback:logback-core");
  }

  @Test
  void everyLineOfTheListIsWhole() throws IOException {
    assertThat(known())
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line).hasSize(6).doesNotContain("");
          assertThat(line[0]).matches("[\\w.-]+:[\\w.-]+");
          assertThat(numbers(line[1])).isNotEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2.3.26.Final, 2.3.27.Final, -1",
    "2.3.27.Final, 2.3.27.Final, 0",
    "2.4.3.Final, 2.3.27.Final, 1",
    "1.12.0, 1.12.1, -1",
    "10.10, 10.0.2, 1",
    "2, 2.0, 0"
  })
  void comparesVersionsByTheirNumbers(String version, String other, int expected) {
    assertThat(Integer.signum(compare(version, other))).isEqualTo(expected);
  }
}
