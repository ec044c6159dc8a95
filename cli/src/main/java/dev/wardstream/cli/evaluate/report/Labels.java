package dev.wardstream.cli.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds free places for the names of points. One picture owns it. */
final class Labels {
  /** A little more than most fonts need for a letter of 11 units, so that names do not touch. */
  private static final double LETTER = 6.9;

  private static final double HEIGHT = 12;
  private static final double AWAY = 9;

  private final List<Box> taken = new ArrayList<>();
  private final Box bounds;

  Labels(double left, double top, double right, double bottom) {
    bounds = new Box(left, top, right, bottom);
  }

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(Box other) {
      return left <= other.left
          && top <= other.top
          && other.right <= right
          && other.bottom <= bottom;
    }
  }

  /**
   * Where a text stands, on the base line.
   *
   * @param anchor whether x is its start, middle or end
   */
  record Place(String anchor, double x, double y) {}

  /** Keeps names off a mark. */
  void mark(double x, double y) {
    taken.add(new Box(x - 7, y - 7, x + 7, y + 7));
  }

  /** A free place beside a mark; empty when there is none. */
  Optional<Place> beside(double x, double y, String words) {
    var width = words.length() * LETTER;
    for (double down : new double[] {0, -10, 10, -17, 17}) {
      for (String anchor : List.of("start", "end", "middle")) {
        if (anchor.equals("middle") && Math.abs(down) < 15) {
          continue;
        }
        var at = anchor.equals("start") ? x + AWAY : anchor.equals("end") ? x - AWAY : x;
        var left = anchor.equals("start") ? at : anchor.equals("end") ? at - width : at - width / 2;
        var box = new Box(left, y + down - 6, left + width, y + down - 6 + HEIGHT);
        if (bounds.holds(box) && taken.stream().noneMatch(box::meets)) {
          taken.add(box);
          return Optional.of(new Place(anchor, at, y + down + 4));
        }
      }
    }
    return Optional.empty();
  }
}
