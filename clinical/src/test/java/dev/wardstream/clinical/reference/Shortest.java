package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.reference.RandomTimeline.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out of a failing timeline whatever it fails without. */
final class Shortest {
  private Shortest() {}

  static Timeline of(Timeline failing, Predicate<Timeline> fails) {
    Timeline shortest = failing;
    int before = Integer.MAX_VALUE;
    while (size(shortest) < before) {
      before = size(shortest);
      for (int chunk = Math.max(1, shortest.inputs().size() / 2); chunk > 0; chunk /= 2) {
        shortest = withoutInputs(shortest, chunk, fails);
      }
      shortest = withoutReadings(shortest, fails);
    }
    return shortest;
  }

  private static int size(Timeline timeline) {
    return timeline.inputs().stream()
        .mapToInt(input -> input instanceof Sent put ? 1 + put.readings().size() : 1)
        .sum();
  }

  private static Timeline withoutInputs(Timeline failing, int chunk, Predicate<Timeline> fails) {
    Timeline shortest = failing;
    for (int i = failing.inputs().size() - chunk; i >= 0; i -= chunk) {
      List<Input> fewer = new ArrayList<>(shortest.inputs());
      fewer.subList(i, Math.min(i + chunk, fewer.size())).clear();
      Timeline candidate = shortest.with(fewer);
      shortest = fails.test(candidate) ? candidate : shortest;
    }
    return shortest;
  }

  private static Timeline withoutReadings(Timeline failing, Predicate<Timeline> fails) {
    Timeline shortest = failing;
    for (int i = 0; i < shortest.inputs().size(); i++) {
      int readings = shortest.inputs().get(i) instanceof Sent put ? put.readings().size() : 0;
      for (int j = readings - 1; j >= 0; j--) {
        List<Input> fewer = new ArrayList<>(shortest.inputs());
        fewer.set(i, without((Sent) fewer.get(i), j));
        Timeline candidate = shortest.with(fewer);
        shortest = fails.test(candidate) ? candidate : shortest;
      }
    }
    return shortest;
  }

  private static Sent without(Sent put, int reading) {
    List<Measured> fewer = new ArrayList<>(put.readings());
    fewer.remove(reading);
    return new Sent(put.at(), put.device(), put.seq(), put.offset(), fewer);
  }

  /** One input per line, times in seconds after the first. */
  static String text(Timeline timeline) {
    long zero = timeline.inputs().getFirst().at();
    StringBuilder text = new StringBuilder();
    text.append(
        "rules %s, scale 2 %s, stays %s%n"
            .formatted(timeline.rules().id().name(), timeline.scale2(), timeline.stays()));
    for (Input input : timeline.inputs()) {
      text.append(seconds(input.at() - zero)).append(' ');
      if (input instanceof Sent put) {
        text.append(put.device()).append(' ').append(put.seq());
        for (Measured one : put.readings()) {
          String unit = one.unit() == null ? "" : one.unit();
          text.append(
              " %s %s=%s%s".formatted(one.vital(), seconds(one.time() - zero), one.value(), unit));
        }
      } else {
        text.append(input);
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
