package dev.wardstream.rules.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The keys of a mapping. It remembers which were asked for: what is left in the end does not belong
 * there.
 */
final class Fields {
  private final Value self;
  private final SequencedMap<String, NodeTuple> entries = new LinkedHashMap<>();
  private final SequencedSet<String> known = new LinkedHashSet<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  Fields(MappingNode mapping, Value self) {
    this.self = self;
    mapping.getValue().forEach(this::add);
  }

  private void add(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problem(entry.getKeyNode(), self.path(), "a key is not a plain name", "write `name: value`");
      return;
    }
    NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
    if (first != null) {
      problem(
          key,
          path(key.getValue()),
          "the key is here a second time; the first is in line %d"
              .formatted(first.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1),
          "keep one of them");
    }
  }

  Value self() {
    return self;
  }

  /** The value of a key; null when it is not there. */
  @Nullable Value optional(String key) {
    known.add(key);
    NodeTuple entry = entries.get(key);
    return entry == null ? null : new Value(entry.getValueNode(), path(key), self.problems());
  }

  /** The value of a key that must be there; whether it is missing is said by {@link #end}. */
  @Nullable Value required(String key, String example) {
    Value value = optional(key);
    if (value == null) {
      missing.put(key, example);
    }
    return value;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Every key as it is written, with its value: for names that the document chooses. */
  Map<String, Value> all() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (String key : List.copyOf(entries.sequencedKeySet())) {
      Value value = optional(key);
      if (value != null) {
        all.put(key, value);
      }
    }
    return all;
  }

  /** Where a key stands, as a value to complain about. */
  Value key(String key) {
    NodeTuple entry = entries.get(key);
    return new Value(entry == null ? self.node() : entry.getKeyNode(), path(key), self.problems());
  }

  /** To be called when all keys have been asked for: says what is missing and what is too much. */
  void end() {
    for (String key : unknown()) {
      var meant = Guess.of(key, absent());
      meant.ifPresent(missing::remove);
      problem(
          key(key).node(),
          path(key),
          "the key `%s` is unknown".formatted(key),
          meant
              .map("did you mean `%s`?"::formatted)
              .orElseGet(() -> "remove it; known here: " + String.join(", ", known)));
    }
    missing.forEach((key, example) ->
        self.refuse("`%s` is missing".formatted(key), "add `%s: %s`".formatted(key, example)));
  }

  private SequencedSet<String> absent() {
    SequencedSet<String> absent = new LinkedHashSet<>(known);
    absent.removeAll(entries.keySet());
    return absent;
  }

  private List<String> unknown() {
    List<String> unknown = new ArrayList<>(entries.sequencedKeySet());
    unknown.removeAll(known);
    return unknown;
  }

  private String path(String key) {
    return self.path().isEmpty() ? key : self.path() + "." + key;
  }

  private void problem(Node at, String path, String what, String remedy) {
    self.problems().add(at.getStartMark(), path, what, remedy);
  }
}
