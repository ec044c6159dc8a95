package dev.wardstream.cli.rules;

import dev.wardstream.rules.diff.Change;
import dev.wardstream.rules.diff.Direction;
import java.util.ArrayList;
import java.util.List;

/** How changes of rules are shown. Lines carry picocli's markup for colour. */
final class ChangeReport {
  private ChangeReport() {}

  /** One line per change, and what they come to. */
  static List<String> of(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    for (Change change : changes) {
      lines.add(
          "%s  %s → %s%s"
              .formatted(
                  change.path(),
                  change.before() == null ? "none" : change.before(),
                  change.after() == null ? "none" : change.after(),
                  words(change.direction())));
    }
    lines.add(sum(changes));
    return lines;
  }

  /** Fewer alerts are what a reviewer must not overlook. */
  private static String words(Direction direction) {
    return switch (direction) {
      case UNTOLD -> "";
      case LESS_SENSITIVE -> "  @|red %s|@".formatted(direction.words());
      case MORE_SENSITIVE, SOONER, LATER -> "  @|yellow %s|@".formatted(direction.words());
    };
  }

  private static String sum(List<Change> changes) {
    if (changes.isEmpty()) {
      return "No rule differs.";
    }
    return "%d %s: %d more sensitive, %d less sensitive"
        .formatted(
            changes.size(),
            changes.size() == 1 ? "difference" : "differences",
            count(changes, Direction.MORE_SENSITIVE),
            count(changes, Direction.LESS_SENSITIVE));
  }

  private static long count(List<Change> changes, Direction direction) {
    return changes.stream().filter(change -> change.direction() == direction).count();
  }
}
