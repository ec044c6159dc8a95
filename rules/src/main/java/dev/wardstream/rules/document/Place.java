package dev.wardstream.rules.document;

import dev.wardstream.rules.document.Contradictions.Contradiction;
import dev.wardstream.rules.outline.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Where a contradiction stands, as exactly as the document lets one say. */
final class Place {
  private Place() {}

  /** The hold of a level, or what of the way to it is written. */
  static Value of(Value families, String family, Contradiction contradiction) {
    return deepest(
        families, List.of(family, Words.of(contradiction.severity()), contradiction.part()));
  }

  /** Follows the keys as far as they go. */
  static Value deepest(Value from, List<String> keys) {
    Value last = from;
    for (String key : keys) {
      Value next = last.node() instanceof MappingNode mapping ? inside(mapping, last, key) : null;
      if (next == null) {
        break;
      }
      last = next;
    }
    return new Value(last.node(), last.path(), from.problems());
  }

  /** What is wrong with the keys has been said when they were read. */
  private static @Nullable Value inside(MappingNode mapping, Value value, String key) {
    return new Fields(mapping, new Value(mapping, value.path(), new Problems(""))).optional(key);
  }
}
