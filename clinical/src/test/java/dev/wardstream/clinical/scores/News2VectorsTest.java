package dev.wardstream.clinical.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class News2VectorsTest {
  private static final Path SHARED = Path.of("..", "..", "shared", "clinical", "news2_vectors.csv");

  @TestFactory
  Stream<DynamicTest> everySharedVectorIsScoredToTheLetter() throws IOException {
    assumeTrue(Files.exists(SHARED), () -> "no shared vectors at " + SHARED.toAbsolutePath());
    List<String> lines = Files.readAllLines(SHARED);
    String[] header = lines.getFirst().split(",", -1);
    return lines.stream()
        .skip(1)
        .map(line -> row(header, line))
        .map(row ->
            DynamicTest.dynamicTest(row.get("id") + " " + row.get("kind"), () -> check(row)));
  }

  /** Only the note at the end is ever quoted. */
  private static Map<String, String> row(String[] header, String line) {
    String[] cells = line.split(",", header.length);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < header.length; i++) {
      row.put(header[i], cells[i]);
    }
    return row;
  }

  private static void check(Map<String, String> row) {
    Map<Component, String> values = new EnumMap<>(Component.class);
    for (Component component : Component.values()) {
      values.put(component, cell(row, component.label()));
    }
    boolean scale2 = cell(row, "scale").equals("2");
    News2Score score = News2.score(ObservationSets.of(values, scale2, Applicability.ADULT));
    var bounds = Objects.requireNonNull(score.bounds());
    Map<String, String> got = new HashMap<>(row);
    for (Component component : Component.values()) {
      Integer points = score.subScores().get(component);
      got.put("s_" + component.label(), points == null ? "" : points.toString());
    }
    got.put("status", score.status().name());
    got.put("total", score.total().isPresent() ? "" + score.total().getAsInt() : "");
    boolean red = !score.red().isEmpty();
    got.put("red", red || score.total().isPresent() ? "" + red : "");
    got.put("band", score.band().map(Band::name).orElse(""));
    got.put("monitoring", score.monitoring().map(Monitoring::label).orElse(""));
    got.put(
        "missing", score.missing().stream().map(Component::label).collect(Collectors.joining(";")));
    got.put("total_min", "" + bounds.totalMin());
    got.put("total_max", "" + bounds.totalMax());
    got.put("band_min", bounds.bandMin().name());
    got.put("band_max", bounds.bandMax().name());
    assertThat(got).isEqualTo(row);
  }

  private static String cell(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }
}
