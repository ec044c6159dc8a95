package dev.wardstream.rules.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value that differs.
 *
 * @param keys the way to it in the document
 * @param before null: it was not there
 * @param after null: it is no longer there
 */
public record Change(
    List<String> keys, @Nullable String before, @Nullable String after, Direction direction) {
  public Change {
    keys = List.copyOf(keys);
  }

  /** As in {@code families.SPO2_LOW.medium.raise.below}. */
  public String path() {
    return String.join(".", keys);
  }

  @Override
  public String toString() {
    String words = direction.words().isEmpty() ? "" : " (" + direction.words() + ")";
    return "%s: %s -> %s%s"
        .formatted(path(), before == null ? "none" : before, after == null ? "none" : after, words);
  }
}
