package dev.wardstream.desk.timelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** From YAML 1.2 text to values; numbers stay the text they are written as. */
final class YamlTree {
  /** A reading takes about ten values: a thousand long scenarios are far below. */
  private static final int MOST_VALUES = 20_000_000;

  private static final String CORRECT = "correct the YAML here";

  private final Problems problems;
  private int values;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /** The value; null after a problem. */
  static @Nullable Tree read(String text, Problems problems) {
    var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      var root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(1, "", "the file is empty; write a list of scenarios");
        return null;
      }
      return new YamlTree(problems).value(root.get());
    } catch (MarkedYamlEngineException e) {
      var line = line(e.getProblemMark());
      problems.add(line, "", "this is not YAML: %s; %s".formatted(e.getProblem(), CORRECT));
    } catch (YamlEngineException e) {
      problems.add(1, "", "this is not YAML: %s; %s".formatted(e.getMessage(), CORRECT));
    }
    return null;
  }

  private Tree value(Node node) {
    var line = line(node.getStartMark());
    if (node.isRecursive() || ++values > MOST_VALUES) {
      throw new YamlEngineException("aliases (*) in line " + line + " make it endless");
    }
    return switch (node) {
      case MappingNode mapping -> table(line, mapping);
      case SequenceNode sequence -> {
        var items = new ArrayList<Tree>();
        sequence.getValue().forEach(item -> items.add(value(item)));
        yield new Tree.Items(line, items);
      }
      case ScalarNode scalar ->
          scalar.getTag().equals(Tag.NULL)
              ? new Tree.Nothing(line)
              : new Tree.Scalar(line, scalar.getValue());
      default -> throw new YamlEngineException("line " + line + " holds no value");
    };
  }

  private Tree table(int line, MappingNode mapping) {
    var named = new LinkedHashMap<String, Tree>();
    for (var pair : mapping.getValue()) {
      var at = line(pair.getKeyNode().getStartMark());
      if (!(pair.getKeyNode() instanceof ScalarNode name)) {
        problems.add(at, "", "a list or object cannot be a name; write plain text");
      } else if (named.putIfAbsent(name.getValue(), value(pair.getValueNode())) != null) {
        problems.add(at, name.getValue(), "is there twice in one object; keep one");
      }
    }
    return new Tree.Table(line, named);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }
}
