package dev.wardstream.clinical.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The NEWS2 chart (RCP 2017, Chart 1) as text. A row names a parameter and, from the lowest value
 * upwards, the points of each band and its highest value; the last band has no end.
 */
final class Chart {
  private static final String ROWS =
      """
      RR              3:8     1:11    0:20    2:24    3:
      SPO2 scale 1    3:91    2:93    1:95    0:
      SPO2 air        3:83    2:85    1:87    0:
      SPO2 oxygen     3:83    2:85    1:87    0:92    1:94    2:96    3:
      SBP             3:90    2:100   1:110   0:219   3:
      HR              3:40    1:50    0:90    1:110   2:130   3:
      TEMP            3:35.0  1:36.0  0:38.0  1:39.0  2:
      """;
  private static final int NAME_WIDTH = 16;

  private record Band(int points, @Nullable BigDecimal highest) {}

  private static final Map<String, List<Band>> BANDS = parse();

  private Chart() {}

  /** Points of a value that is already rounded to the resolution of the chart. */
  static int points(String row, BigDecimal charted) {
    for (Band band : BANDS.getOrDefault(row, List.of())) {
      if (band.highest == null || charted.compareTo(band.highest) <= 0) {
        return band.points;
      }
    }
    throw new IllegalArgumentException("no row " + row);
  }

  private static Map<String, List<Band>> parse() {
    Map<String, List<Band>> rows = new HashMap<>();
    ROWS.lines()
        .forEach(line -> {
          List<Band> bands = new ArrayList<>();
          for (String cell : List.of(line.substring(NAME_WIDTH).strip().split(" +"))) {
            int colon = cell.indexOf(':');
            String highest = cell.substring(colon + 1);
            bands.add(
                new Band(
                    Integer.parseInt(cell.substring(0, colon)),
                    highest.isEmpty() ? null : new BigDecimal(highest)));
          }
          rows.put(line.substring(0, NAME_WIDTH).strip(), bands);
        });
    return rows;
  }
}
