package dev.wardstream.schemas.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Which versions of a subject must be able to read each other; names of Confluent's REST API. */
public enum Compatibility {
  NONE(false, false, false),
  /** The new version reads what the version before wrote. */
  BACKWARD(true, false, false),
  /** The new version reads what every earlier version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The version before reads what the new version writes. */
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean transitive;

  Compatibility(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.transitive = transitive;
  }

  /** The level of a name. */
  public static Optional<Compatibility> of(String name) {
    return Arrays.stream(values()).filter(level -> level.name().equals(name)).findFirst();
  }

  /**
   * What the candidate would break, one message each; empty when it may become the next version.
   *
   * @param earlier the versions so far, oldest first
   */
  public List<String> breaks(Schema candidate, List<Schema> earlier) {
    var checked =
        transitive ? earlier : earlier.subList(Math.max(0, earlier.size() - 1), earlier.size());
    return checked.stream().flatMap(version -> breaks(candidate, version)).toList();
  }

  private Stream<String> breaks(Schema candidate, Schema version) {
    return Stream.concat(
        newReadsOld ? unreadable(candidate, version) : Stream.empty(),
        oldReadsNew ? unreadable(version, candidate) : Stream.empty());
  }

  private static Stream<String> unreadable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
  }
}
