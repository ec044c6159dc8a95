package dev.wardstream.cli.evaluate.report;

import dev.wardstream.clinical.rules.Severity;
import java.util.Locale;

/** Text that is a picture. */
final class Svg {
  private static final double MARK = 5;

  private final StringBuilder text = new StringBuilder();

  Svg add(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** Opens a picture that grows with the page; words say the same to those who cannot see it. */
  Svg open(String style, double width, double height, String words) {
    return add(
        "<svg class=\"plot %s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
            .formatted(style, n(width), n(height), Html.escaped(words)));
  }

  String close() {
    return add("</svg>").text.toString();
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(style, n(x1), n(y1), n(x2), n(y2)));
  }

  /** Words; anchor is start, middle or end. */
  Svg words(String style, String anchor, double x, double y, String words) {
    return add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(style, anchor, n(x), n(y), Html.escaped(words)));
  }

  /** Words along the left edge, from bottom to top. */
  Svg upright(String style, double x, double y, String words) {
    return add(
        "<text class=\"%s\" text-anchor=\"middle\" transform=\"translate(%s %s) rotate(-90)\">%s</text>"
            .formatted(style, n(x), n(y), Html.escaped(words)));
  }

  /** The shape of a severity, so that colour is never alone. */
  Svg mark(String style, Severity severity, double x, double y, String title) {
    add("<g class=\"%s\"><title>%s</title>".formatted(style, Html.escaped(title)));
    add(
        switch (severity) {
          case NONE, LOW ->
              "<path d=\"M%s %sh9v9h-9z\"/>".formatted(n(x - MARK + 0.5), n(y - MARK + 0.5));
          case LOW_MEDIUM -> "<path d=\"M%s %sl6 6l-6 6l-6 -6z\"/>".formatted(n(x), n(y - 6));
          case MEDIUM -> "<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(n(x), n(y), n(MARK));
          case HIGH -> "<path d=\"M%s %sl6.2 11h-12.4z\"/>".formatted(n(x), n(y - MARK - 1.5));
        });
    return add("</g>");
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
