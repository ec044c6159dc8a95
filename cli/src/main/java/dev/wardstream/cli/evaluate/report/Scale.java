package dev.wardstream.cli.evaluate.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic scale with a place of its own for zero on the left.
 *
 * @param low the smallest value shown but for zero
 * @param high the largest
 * @param zero whether anything is zero
 */
record Scale(double low, double high, boolean zero) {
  private static final double ZERO_SHARE = 0.09;

  /** Room beyond the outermost points, as a factor. */
  private static final double ROOM = 1.5;

  static Scale of(List<Double> values) {
    var positive = values.stream().filter(value -> value > 0).toList();
    var least = positive.stream().min(Double::compare).orElse(0.1);
    var most = positive.stream().max(Double::compare).orElse(1.0);
    return new Scale(
        least / ROOM, Math.max(most * ROOM, least * 10), positive.size() < values.size());
  }

  /** 0 on the left to 1 on the right. */
  double at(double value) {
    var start = zero ? ZERO_SHARE : 0;
    return value <= 0 ? 0 : start + (1 - start) * Math.log(value / low) / Math.log(high / low);
  }

  /** The values to mark, with their names; minor ones have none. */
  List<Tick> ticks() {
    var ticks = new ArrayList<Tick>();
    if (zero) {
      ticks.add(new Tick(0, "0"));
    }
    var few = high / low < 300;
    var first = (int) Math.floor(Math.log10(low));
    for (var power = first; Math.pow(10, power) <= high; power++) {
      for (var part = 1; part < 10; part++) {
        var value = part * Math.pow(10, power);
        if (value >= low && value <= high) {
          var named = part == 1 || (few && (part == 2 || part == 5));
          ticks.add(new Tick(value, named ? name(part, power) : ""));
        }
      }
    }
    return ticks;
  }

  private static String name(int part, int power) {
    return power >= 0
        ? Say.count(part * (long) Math.pow(10, power))
        : "0." + "0".repeat(-power - 1) + part;
  }

  /** A line of the grid. */
  record Tick(double value, String name) {}
}
