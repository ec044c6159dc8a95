package dev.wardstream.cli.evaluate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Burden against sensitivity: upwards is warned more often, to the left is called in vain less
 * often. Drawn for a width, with the same figures for phone and desk.
 */
final class Plot {
  private static final double LEFT = 52;
  private static final double RIGHT = 14;
  private static final double TOP = 14;
  private static final double BOTTOM = 46;

  private final double width;
  private final double height;
  private final boolean names;
  private final List<Point> points;
  private final Scale scale;

  /** Percent at the upper end. */
  private final int top;

  private final Svg svg = new Svg();

  private Plot(double width, double height, boolean names, List<Point> points) {
    this.width = width;
    this.height = height;
    this.names = names;
    this.points = points;
    scale = Scale.of(points.stream().map(Point::perDay).toList());
    var most = points.stream().mapToDouble(point -> point.sensitivity().high()).max().orElse(1);
    top = most > 0.8 ? 100 : most > 0.6 ? 80 : most > 0.4 ? 60 : most > 0.2 ? 40 : 20;
  }

  /** A picture with names where there is room for them. */
  static String wide(List<Point> points) {
    return new Plot(760, 470, true, points).draw("wide");
  }

  /** A picture with numbers that are explained in the key. */
  static String narrow(List<Point> points) {
    return new Plot(370, 400, false, points).draw("narrow");
  }

  private String draw(String style) {
    svg.open(
        style,
        width,
        height,
        "Sensitivity against false alerts per patient-day; the tables below have the figures");
    grid();
    connect();
    points.forEach(this::interval);
    var labels = new Labels(LEFT, 2, width - 2, height - BOTTOM);
    points.forEach(point -> labels.mark(x(point), y(point)));
    points.forEach(this::mark);
    points.reversed().forEach(point -> name(point, labels));
    return svg.close();
  }

  private void grid() {
    var bottom = height - BOTTOM;
    for (Scale.Tick tick : scale.ticks()) {
      var x = LEFT + scale.at(tick.value()) * plotWidth();
      svg.line(tick.name().isEmpty() ? "minor" : "grid", x, TOP, x, bottom);
      svg.words("tick", "middle", x, bottom + 15, tick.name());
    }
    var step = top > 40 ? 20 : top > 20 ? 10 : 5;
    for (var percent = 0; percent <= top; percent += step) {
      var y = y(percent / 100.0);
      svg.line("grid", LEFT, y, width - RIGHT, y);
      svg.words("tick", "end", LEFT - 6, y + 4, percent + " %");
    }
    var middle = LEFT + plotWidth() / 2;
    svg.words("axis", "middle", middle, height - 8, "false alerts per patient-day (log scale)");
    var side = TOP + (bottom - TOP) / 2;
    svg.upright("axis", 10, side, "sensitivity");
  }

  /** The severities of a family, and the same group by both rule sets. */
  private void connect() {
    for (Point one : points) {
      for (Point other : points) {
        var sameFamily = one.group().family().equals(other.group().family());
        if (sameFamily && one.hollow() == other.hollow() && next(one, other)) {
          between("path", one, other);
        }
        if (one.group().equals(other.group()) && !one.hollow() && other.hollow()) {
          between("pair", one, other);
        }
      }
    }
  }

  /** Whether nothing of the family stands between the two severities. */
  private boolean next(Point one, Point other) {
    return one.group().atLeast().compareTo(other.group().atLeast()) < 0
        && points.stream()
            .filter(point -> point.hollow() == one.hollow())
            .filter(point -> point.group().family().equals(one.group().family()))
            .noneMatch(point ->
                point.group().atLeast().compareTo(one.group().atLeast()) > 0
                    && point.group().atLeast().compareTo(other.group().atLeast()) < 0);
  }

  private void between(String style, Point one, Point other) {
    svg.line(style + " " + one.style(), x(one), y(one), x(other), y(other));
  }

  private void interval(Point point) {
    var sensitivity = point.sensitivity();
    var x = x(point);
    svg.line("interval " + point.style(), x, y(sensitivity.low()), x, y(sensitivity.high()));
  }

  private void mark(Point point) {
    var said =
        "%s%s: sensitivity %s, %s false alerts per patient-day"
            .formatted(
                point.hollow() ? "B: " : "",
                point.name(),
                Say.share(point.sensitivity()),
                Say.number(point.perDay()));
    svg.mark("mark " + point.style(), point.group().atLeast(), x(point), y(point), said);
  }

  /** Its name where there is room for it, else its number, which the key explains. */
  private void name(Point point, Labels labels) {
    var words = new ArrayList<String>();
    if (names && !point.hollow()) {
      words.add(point.number() + " " + point.name());
    }
    words.add(String.valueOf(point.number()));
    for (String word : words) {
      var place = labels.beside(x(point), y(point), word).orElse(null);
      if (place != null) {
        svg.words("label " + point.style(), place.anchor(), place.x(), place.y(), word);
        return;
      }
    }
  }

  private double plotWidth() {
    return width - LEFT - RIGHT;
  }

  private double x(Point point) {
    return LEFT + scale.at(point.perDay()) * plotWidth();
  }

  private double y(Point point) {
    return y(point.sensitivity().share());
  }

  private double y(double share) {
    return TOP + (1 - 100 * share / top) * (height - BOTTOM - TOP);
  }

  /** Points in the order in which they are drawn and named: the whole set on top. */
  static List<Point> ordered(List<Point> points) {
    var ordered = new ArrayList<>(points);
    ordered.sort(
        Comparator.comparing((Point point) -> point.group().whole())
            .thenComparingInt(Point::number));
    return ordered;
  }
}
