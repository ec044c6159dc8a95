package dev.wardstream.cli.evaluate.report;

import java.util.HashSet;
import java.util.List;

/**
 * Burden alone, for cohorts that tell of no outcome: one row per group, its name beside it or,
 * where that is too narrow, above.
 */
final class Bars {
  private static final double BOTTOM = 44;
  private static final double RIGHT = 22;
  private static final double TOP = 8;

  private final double width;
  private final double left;
  private final double row;
  private final boolean beside;
  private final List<Point> points;
  private final List<Integer> numbers;
  private final Svg svg = new Svg();

  private Bars(double width, boolean beside, List<Point> points) {
    this.width = width;
    this.beside = beside;
    this.points = points;
    left = beside ? 230 : 8;
    row = beside ? 22 : 36;
    numbers = points.stream().map(Point::number).distinct().sorted().toList();
  }

  static String wide(List<Point> points) {
    return new Bars(760, true, points).draw("wide");
  }

  static String narrow(List<Point> points) {
    return new Bars(370, false, points).draw("narrow");
  }

  private String draw(String style) {
    var scale = Scale.of(points.stream().map(Point::perDay).toList());
    var bottom = TOP + numbers.size() * row;
    svg.open(
        style, width, bottom + BOTTOM, "Alerts per patient-day; the tables below have the figures");
    for (Scale.Tick tick : scale.ticks()) {
      var x = x(scale, tick.value());
      svg.line(tick.name().isEmpty() ? "minor" : "grid", x, 4, x, bottom);
      svg.words("tick", "middle", x, bottom + 15, tick.name());
    }
    var named = new HashSet<Integer>();
    for (Point point : points) {
      var y = y(point);
      svg.line("path " + point.style(), left, y, x(scale, point.perDay()), y);
      if (named.add(point.number())) {
        name(point, y);
      }
    }
    for (Point point : points) {
      var said = point.name() + ": " + Say.number(point.perDay()) + " alerts per patient-day";
      var x = x(scale, point.perDay());
      svg.mark("mark " + point.style(), point.group().atLeast(), x, y(point), said);
    }
    svg.words(
        "axis", "middle", width / 2, bottom + BOTTOM - 8, "alerts per patient-day (log scale)");
    return svg.close();
  }

  private void name(Point point, double y) {
    var style = "label " + point.style();
    var words = point.number() + " " + point.name();
    if (beside) {
      svg.words(style, "end", left - 8, y + 4, words);
    } else {
      svg.words(style, "start", left, y - 10, words);
    }
  }

  private double x(Scale scale, double value) {
    return left + scale.at(value) * (width - left - RIGHT);
  }

  private double y(Point point) {
    return TOP + row * numbers.indexOf(point.number()) + (beside ? row / 2 : row - 9);
  }
}
