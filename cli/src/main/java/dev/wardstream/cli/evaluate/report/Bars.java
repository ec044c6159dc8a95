package dev.wardstream.cli.evaluate.report;

import java.util.List;

/** Burden alone, for cohorts that tell of no outcome: one row per group. */
final class Bars {
  private static final double ROW = 22;
  private static final double BOTTOM = 44;
  private static final double RIGHT = 16;

  private Bars() {}

  static String wide(List<Point> points) {
    return draw("wide", 760, 230, points);
  }

  static String narrow(List<Point> points) {
    return draw("narrow", 370, 150, points);
  }

  private static String draw(String style, double width, double left, List<Point> points) {
    var scale = Scale.of(points.stream().map(Point::perDay).toList());
    var rows = (int) points.stream().mapToInt(Point::number).distinct().count();
    var bottom = 8 + rows * ROW;
    var svg = new Svg();
    svg.open(
        style, width, bottom + BOTTOM, "Alerts per patient-day; the tables below have the figures");
    for (Scale.Tick tick : scale.ticks()) {
      var x = left + scale.at(tick.value()) * (width - left - RIGHT);
      svg.line(tick.name().isEmpty() ? "minor" : "grid", x, 4, x, bottom);
      svg.words("tick", "middle", x, bottom + 15, tick.name());
    }
    var numbers = points.stream().map(Point::number).distinct().sorted().toList();
    for (Point point : points) {
      var y = 8 + ROW * (numbers.indexOf(point.number()) + 0.5);
      var x = left + scale.at(point.perDay()) * (width - left - RIGHT);
      svg.line("path " + point.style(), left, y, x, y);
      var said = point.name() + ": " + Say.number(point.perDay()) + " alerts per patient-day";
      svg.mark("mark " + point.style(), point.group().atLeast(), x, y, said);
      svg.words(
          "label " + point.style(), "end", left - 8, y + 4, point.number() + " " + point.name());
    }
    svg.words(
        "axis", "middle", width / 2, bottom + BOTTOM - 8, "alerts per patient-day (log scale)");
    return svg.close();
  }
}
