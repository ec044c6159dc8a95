package dev.wardstream.cli.evaluate.cohort;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of figures must know of a cohort.
 *
 * @param noun what one stay is called, in the plural
 * @param outcome what is called the outcome; null where the cohort tells of none
 * @param streamed values come every few seconds, as from a monitor, so that silence means something
 * @param notes its limits, a sentence each
 * @param source whom to cite
 */
public record About(
    String name,
    String noun,
    @Nullable String outcome,
    boolean streamed,
    List<String> notes,
    String source) {
  public About {
    notes = List.copyOf(notes);
  }
}
