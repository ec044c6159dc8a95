package dev.wardstream.cli.evaluate.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a reader hands over. */
record Taken(List<Stay> stays, Counts counts) {
  static Taken from(Cohort cohort) throws IOException {
    var stays = new ArrayList<Stay>();
    var counts = cohort.read(stays::add);
    return new Taken(stays, counts);
  }

  Stay only() {
    if (stays.size() != 1) {
      throw new AssertionError("one stay expected, not " + stays.size());
    }
    return stays.getFirst();
  }
}
