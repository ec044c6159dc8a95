package dev.wardstream.cli.news2;

import dev.wardstream.cli.csv.Quoting;
import dev.wardstream.clinical.scores.Band;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.Monitoring;
import dev.wardstream.clinical.scores.News2Score;
import dev.wardstream.clinical.scores.News2Score.Bounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores as a table for programs. What is unknown is an empty cell; {@code red} of an incomplete
 * set is empty unless a score of 3 is already known.
 */
final class ScoreCsv implements ScoreWriter {
  private static final List<String> AFTER_SCORES =
      List.of(
          "status",
          "total",
          "red",
          "band",
          "monitoring",
          "missing",
          "total_min",
          "total_max",
          "band_min",
          "band_max");
  private static final String BETWEEN_MISSING = ";";

  private final Appendable out;

  ScoreCsv(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    var names = new ArrayList<String>();
    names.add("id");
    Arrays.stream(Component.values()).map(each -> "s_" + each.label()).forEach(names::add);
    names.addAll(AFTER_SCORES);
    row(names);
  }

  @Override
  public void write(String id, News2Score score) throws IOException {
    var cells = new ArrayList<String>();
    cells.add(id);
    for (var component : Component.values()) {
      var points = score.subScores().get(component);
      cells.add(points == null ? "" : points.toString());
    }
    var total = score.total();
    cells.add(score.status().name());
    cells.add(total.isPresent() ? Integer.toString(total.getAsInt()) : "");
    cells.add(red(score));
    cells.add(score.band().map(Band::name).orElse(""));
    cells.add(score.monitoring().map(Monitoring::label).orElse(""));
    cells.add(
        score.missing().stream()
            .map(Component::label)
            .collect(Collectors.joining(BETWEEN_MISSING)));
    cells.addAll(bounds(score.bounds()));
    row(cells);
  }

  private static String red(News2Score score) {
    if (!score.red().isEmpty()) {
      return "true";
    }
    return score.total().isPresent() ? "false" : "";
  }

  private static List<String> bounds(@Nullable Bounds bounds) {
    return bounds == null
        ? List.of("", "", "", "")
        : List.of(
            Integer.toString(bounds.totalMin()),
            Integer.toString(bounds.totalMax()),
            bounds.bandMin().name(),
            bounds.bandMax().name());
  }

  private void row(List<String> cells) throws IOException {
    out.append(Quoting.row(cells)).append('\n');
  }
}
