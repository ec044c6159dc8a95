package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Group;
import dev.wardstream.cli.evaluate.figures.GroupFigures;
import dev.wardstream.cli.evaluate.figures.Proportion;
import dev.wardstream.clinical.rules.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A report as one page: picture, key and tables, without scripts, fonts or anything else from
 * elsewhere.
 */
public final class HtmlReport {
  private static final int COLOURS = 8;

  private final Report report;
  private final Grids grids;
  private final boolean outcome;
  private final List<Point> points = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();

  private HtmlReport(Report report) {
    this.report = report;
    grids = new Grids(report);
    outcome = report.ground().before() != null;
    place();
  }

  /**
   * The page.
   *
   * @param limit how many differences to list
   */
  public static String of(Report report, int limit) {
    return new HtmlReport(report).page(limit);
  }

  /** Gives every group that alerted its point, its number and its colour. */
  private void place() {
    var colours = new LinkedHashMap<String, Integer>();
    var numbers = new LinkedHashMap<Group, Integer>();
    for (Side side : report.sides()) {
      for (GroupFigures each : side.figures().groups()) {
        var group = each.group();
        if (each.burden().alerts() == 0 && each.burden().alarmShare() == 0) {
          if (side.shows(each)) {
            silent.add(
                (report.sides().size() > 1 ? side.letter() + " " : "")
                    + Say.family(group)
                    + " "
                    + Say.from(group));
          }
          continue;
        }
        var colour =
            group.whole()
                ? -1
                : colours.computeIfAbsent(group.family(), _ -> colours.size() % COLOURS);
        var number = numbers.computeIfAbsent(group, _ -> numbers.size() + 1);
        points.add(point(each, number, colour, side.letter().equals("B")));
      }
    }
  }

  private static Point point(GroupFigures each, int number, int colour, boolean hollow) {
    var warning = each.warning();
    return warning == null
        ? new Point(
            number, each.group(), colour, hollow, each.burden().perDay(), new Proportion(0, 0))
        : new Point(
            number, each.group(), colour, hollow, warning.falsePerDay(), warning.sensitivity());
  }

  private String page(int limit) {
    var about = report.ground().about();
    var html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(Html.escaped("Evaluation on " + about.name()))
        .append("</title>\n<style>\n")
        .append(Style.CSS)
        .append("</style></head><body><main>\n<h1>")
        .append(outcome ? "Burden against sensitivity" : "Burden")
        .append("</h1>\n<ul class=\"head\">");
    Prose.head(report)
        .forEach(line -> html.append("<li>").append(Html.escaped(line)).append("</li>\n"));
    html.append(
        "</ul>\n<p class=\"warn\">Not a medical device. These figures describe a rule set on recorded data; they are not evidence that it is safe.</p>\n");
    picture(html);
    tables(html, limit);
    html.append("<p class=\"note\">").append(Html.escaped(Prose.read(report))).append("</p>\n");
    html.append("<h2>Limits of this cohort</h2>\n<ul>");
    about.notes().forEach(note -> html.append("<li>").append(Html.escaped(note)).append("</li>\n"));
    html.append("</ul>\n<p class=\"note\">Data: ").append(Html.escaped(about.source()));
    return html.append("</p>\n</main></body></html>\n").toString();
  }

  private void picture(StringBuilder html) {
    var drawn =
        outcome
            ? points.stream()
                .filter(p -> p.sensitivity().known() && !Double.isNaN(p.perDay()))
                .toList()
            : points;
    if (drawn.isEmpty()) {
      html.append(
          "<p class=\"empty\">Nothing alerted that could be drawn. See which families cannot be assessed below.</p>\n");
    } else {
      var ordered = Plot.ordered(drawn);
      html.append("<figure>\n")
          .append(outcome ? Plot.wide(ordered) : Bars.wide(drawn))
          .append(outcome ? Plot.narrow(ordered) : Bars.narrow(drawn));
      key(html, drawn);
      html.append("</figure>\n");
    }
    if (!silent.isEmpty()) {
      html.append("<p class=\"note\">Never alerted, hence not in the picture: ")
          .append(Html.escaped(String.join("; ", silent)))
          .append(".</p>\n");
    }
  }

  private void key(StringBuilder html, List<Point> drawn) {
    html.append("<figcaption><p class=\"shapes\">");
    shapes(html, drawn);
    html.append("</p>\n");
    if (outcome) {
      html.append(
              "<p class=\"note\">Up: more were warned of. Left: fewer calls in vain. Upright lines: 95 % intervals. Lines join the severities of a family")
          .append(report.sides().size() > 1 ? "; dashes join A and B.</p>\n" : ".</p>\n");
    }
    html.append("<ol class=\"key\">\n");
    byNumber(drawn).forEach((number, point) -> entry(html, number, point));
    html.append("</ol></figcaption>\n");
  }

  private void shapes(StringBuilder html, List<Point> drawn) {
    var severities = new TreeSet<Severity>();
    drawn.forEach(point -> severities.add(point.group().atLeast()));
    for (Severity severity : severities) {
      html.append("<span>")
          .append(swatch("fw", severity))
          .append("≥ ")
          .append(severity)
          .append("</span> ");
    }
    if (report.sides().size() > 1) {
      for (Side side : report.sides()) {
        var style = side.letter().equals("B") ? "fw hollow" : "fw";
        html.append("<span>")
            .append(swatch(style, Severity.MEDIUM))
            .append(side.letter())
            .append(": ")
            .append(Html.escaped(side.rules()))
            .append("</span> ");
      }
    }
  }

  private static void entry(StringBuilder html, int number, Point point) {
    var style = "f" + (point.colour() < 0 ? "w" : point.colour());
    html.append("<li>")
        .append(swatch(style, point.group().atLeast()))
        .append("<b>")
        .append(number)
        .append("</b> ")
        .append(Html.escaped(point.name()))
        .append("</li>\n");
  }

  private static Map<Integer, Point> byNumber(List<Point> drawn) {
    var byNumber = new TreeMap<Integer, Point>();
    drawn.forEach(point -> byNumber.putIfAbsent(point.number(), point));
    return byNumber;
  }

  private static String swatch(String style, Severity severity) {
    return "<svg class=\"swatch\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
        + new Svg().mark("mark " + style, severity, 8, 8, severity.name())
        + "</svg>";
  }

  private void tables(StringBuilder html, int limit) {
    for (Side side : report.sides()) {
      if (outcome) {
        table(html, grids.warning(side));
      }
      table(html, grids.burden(side));
      table(html, grids.exact(side));
      table(html, grids.notAssessable(side));
    }
    var differences = report.differences();
    if (differences != null) {
      table(html, grids.differenceCounts(differences));
      table(html, grids.differences(differences, limit));
    }
    table(html, grids.values());
  }

  private static void table(StringBuilder html, Grid grid) {
    if (!grid.rows().isEmpty()) {
      html.append(Html.table(grid));
    }
  }
}
