package dev.wardstream.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The documents that ship with the product. The profiles say in YAML, with sources, what {@code
 * Profiles} says in Java; Java is the master, and a test holds them equal.
 */
public final class BuiltIns {
  /** The profiles, the default one first. */
  public static final List<String> NAMES = List.of("adult-continuous", "home-rpm");

  private BuiltIns() {}

  /** The document of a built-in profile. */
  public static Optional<String> text(String name) {
    return NAMES.contains(name) ? Optional.of(resource(name + ".yaml")) : Optional.empty();
  }

  /** The JSON Schema (draft 2020-12) of a rule set document. */
  public static String schema() {
    return resource("rules.schema.json");
  }

  private static String resource(String name) {
    try (InputStream in = BuiltIns.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar of the rules");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar of the rules", e);
    }
  }
}
