package dev.wardstream.cli.news2;

import dev.wardstream.clinical.scores.Band;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.Monitoring;
import dev.wardstream.clinical.scores.News2Score;
import dev.wardstream.clinical.scores.News2Score.Bounds;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Scores for people: aligned, the band coloured where there are colours. */
final class ScoreTable implements ScoreWriter {
  private static final int ID_WIDTH = 16;
  private static final int TOTAL_WIDTH = 7;
  private static final int BAND_WIDTH = 18;
  private static final int MONITORING_WIDTH = 12;
  private static final String UNKNOWN = "·";

  private final Appendable out;
  private final Ansi ansi;

  ScoreTable(Appendable out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  @Override
  public void begin() throws IOException {
    var line = new StringBuilder(left("id", ID_WIDTH));
    for (var component : Component.values()) {
      line.append(right(component.label(), width(component)));
    }
    line.append(right("total", TOTAL_WIDTH)).append("  ").append(left("band", BAND_WIDTH));
    end(line.append(left("monitoring", MONITORING_WIDTH)).append("remark"));
  }

  @Override
  public void write(String id, News2Score score) throws IOException {
    var line = new StringBuilder(left(id, ID_WIDTH));
    for (var component : Component.values()) {
      var points = score.subScores().get(component);
      line.append(right(points == null ? UNKNOWN : points.toString(), width(component)));
    }
    var bounds = score.bounds();
    line.append(right(bounds == null ? UNKNOWN : total(bounds), TOTAL_WIDTH)).append("  ");
    line.append(bounds == null ? left(UNKNOWN, BAND_WIDTH) : band(bounds));
    line.append(left(score.monitoring().map(Monitoring::label).orElse(UNKNOWN), MONITORING_WIDTH));
    end(line.append(remark(score)));
  }

  private static String total(Bounds bounds) {
    return bounds.totalMin() == bounds.totalMax()
        ? Integer.toString(bounds.totalMin())
        : bounds.totalMin() + "–" + bounds.totalMax();
  }

  /** Coloured by the least it can be, which is what is proven. */
  private String band(Bounds bounds) {
    var text =
        bounds.bandMin() == bounds.bandMax()
            ? name(bounds.bandMin())
            : name(bounds.bandMin()) + " – " + name(bounds.bandMax());
    var padded = left(text, BAND_WIDTH);
    if (!ansi.enabled() || bounds.bandMin() == Band.LOW) {
      return padded;
    }
    var styles =
        switch (bounds.bandMin()) {
          case LOW -> new Style[0];
          case LOW_MEDIUM -> new Style[] {Style.fg_cyan};
          case MEDIUM -> new Style[] {Style.fg_yellow};
          case HIGH -> new Style[] {Style.fg_red, Style.bold};
        };
    return Style.on(styles) + padded + Style.off(styles);
  }

  private static String name(Band band) {
    return band.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String remark(News2Score score) {
    return switch (score.status()) {
      case COMPLETE -> score.red().isEmpty() ? "" : "red: " + list(score.red());
      case INCOMPLETE -> "missing: " + list(score.missing());
      case NOT_APPLICABLE -> Objects.requireNonNull(score.objection());
    };
  }

  private static String list(Collection<Component> components) {
    return components.stream().map(Component::label).collect(Collectors.joining(", "));
  }

  private static int width(Component component) {
    return component.label().length() + 2;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private void end(StringBuilder line) throws IOException {
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
