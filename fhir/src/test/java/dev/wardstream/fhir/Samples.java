package dev.wardstream.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Resources from files beside the tests. */
final class Samples {
  private Samples() {}

  static String read(String name) {
    try (var in = Samples.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String bundle(String type, String... resources) {
    return Arrays.stream(resources)
        .map(resource ->
            "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}"
                .formatted(resource))
        .collect(
            Collectors.joining(
                ",",
                "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[".formatted(type),
                "]}"));
  }
}
