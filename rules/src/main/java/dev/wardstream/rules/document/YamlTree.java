package dev.wardstream.rules.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * From text to nodes. The text is first read as a stream of events, which costs no more than its
 * length, and only a tame one becomes a tree: no anchor, alias or tag, one document, not too deep.
 */
final class YamlTree {
  /** Two profiles of today have 8,000 characters together; a hospital's adjustments fit, too. */
  static final int MOST_CHARACTERS = 262_144;

  /** A rule set is 7 levels deep. */
  static final int MOST_LEVELS = 16;

  private static final String YAML = "correct the YAML at this position";

  private final Problems problems;
  private int levels;
  private int documents;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /** The tree; null after a problem. */
  static @Nullable Node read(String text, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          0,
          0,
          "",
          "the document has %,d characters; at most %,d are read"
              .formatted(text.length(), MOST_CHARACTERS),
          "split it into several rule sets");
      return null;
    }
    var settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(MOST_CHARACTERS)
            .setEnvConfig(Optional.empty())
            .build();
    try {
      return new YamlTree(problems).tame(text, settings)
          ? new Compose(settings).composeString(text).orElse(null)
          : null;
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark(), "", "this is not YAML: " + e.getProblem(), remedy(e));
    } catch (ReaderException e) {
      int at = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.length()));
      int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      problems.add(
          line,
          0,
          "",
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
          "remove it from this line");
    } catch (YamlEngineException e) {
      problems.add(0, 0, "", "this is not YAML: " + e.getMessage(), YAML);
    }
    return null;
  }

  private static String remedy(MarkedYamlEngineException e) {
    return e.getProblem().contains("TAB") ? "indent with spaces" : YAML;
  }

  private boolean tame(String text, LoadSettings settings) {
    for (Event event : new Parse(settings).parseString(text)) {
      inspect(event);
      if (levels > MOST_LEVELS) {
        problems.add(
            event.getStartMark(),
            "",
            "the document is more than %d levels deep".formatted(MOST_LEVELS),
            "a rule set is 7 levels deep; remove what is nested here");
        return false;
      }
      if (documents > 1) {
        problems.add(
            event.getStartMark(),
            "",
            "a second document begins here",
            "put each rule set into a file of its own");
        return false;
      }
    }
    if (documents == 0) {
      problems.add(
          0, 0, "", "the document is empty", "begin with the output of `rules show home-rpm`");
    }
    return problems.none();
  }

  private void inspect(Event event) {
    switch (event) {
      case DocumentStartEvent _ -> documents++;
      case AliasEvent alias -> shared(alias);
      case CollectionStartEvent start -> {
        levels++;
        node(start, start.getTag());
      }
      case CollectionEndEvent _ -> levels--;
      case ScalarEvent scalar -> node(scalar, scalar.getTag());
      default -> {
        // Beginning and end of the stream.
      }
    }
  }

  private void node(NodeEvent event, Optional<String> tag) {
    if (event.getAnchor().isPresent()) {
      shared(event);
    }
    tag.ifPresent(name ->
        problems.add(
            event.getStartMark(), "", "the tag `%s` is refused".formatted(name), "remove the tag"));
  }

  private void shared(Event event) {
    problems.add(
        event.getStartMark(),
        "",
        "anchors (&) and aliases (*) are refused: every limit stands where it applies",
        "write the value out");
  }
}
