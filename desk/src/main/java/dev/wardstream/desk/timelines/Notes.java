package dev.wardstream.desk.timelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The notes of an event as one text, always in the same order. */
public final class Notes {
  private static final List<String> ORDER =
      List.of("total", "min", "tier", "occurrence", "latched", "retrospective", "annunciated");

  private Notes() {}

  /** As in {@code total=1,latched}; empty when there are none. */
  public static String joined(Collection<String> notes) {
    return notes.stream()
        .sorted(Comparator.comparingInt(Notes::rank).thenComparing(Comparator.naturalOrder()))
        .collect(Collectors.joining(","));
  }

  private static int rank(String note) {
    var equals = note.indexOf('=');
    var rank = ORDER.indexOf(equals < 0 ? note : note.substring(0, equals));
    return rank < 0 ? ORDER.size() : rank;
  }
}
