package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The MIMIC-IV demo in the tables of CLIF: what was charted in the ICU stays of 100 patients, and
 * who died in hospital. A stay is a hospitalization with at least one vital sign.
 *
 * <p>Two measurements of one vital at one instant (cuff and arterial line) are two devices here, so
 * that a pressure pair stays a pair; the engine believes the one that stands first in the file.
 */
final class Mimic4Demo implements Cohort {
  /**
   * No value is believed for longer than NEWS2's longest interval between two sets, so nobody
   * counts as watched for longer after the last one.
   */
  private static final Duration MOST = Duration.ofHours(12);

  private static final Map<String, Vital> VITALS =
      Map.of(
          "heart_rate", Vital.HR,
          "respiratory_rate", Vital.RR,
          "spo2", Vital.SPO2,
          "sbp", Vital.SBP,
          "dbp", Vital.DBP,
          "map", Vital.MAP,
          "temp_c", Vital.TEMP);

  private static final About ABOUT =
      new About(
          "mimic4demo",
          "stays",
          "death in hospital",
          false,
          List.of(
              "100 patients, 17 deaths: every interval is wide.",
              "Consciousness is an approximation from the Glasgow Coma Scale (15 A, 14 C, 9 to 13 V,"
                  + " 4 to 8 P, 3 U); sedation and tubes lower the scale without new confusion.",
              "Oxygen is taken from the device in use; where no device is named it is unknown.",
              "Intensive care: limits for a ward find much that is known and treated. A death may"
                  + " have been expected, with treatment withdrawn.",
              "Time counts as watched up to 12 h after a measurement."),
          "Johnson A. et al., MIMIC-IV Clinical Database Demo 2.2, PhysioNet 2023,"
              + " doi 10.13026/dp1f-ex47; Sci Data 2023;10:1; tables: CLIF consortium");

  private final Input input;
  private final Counts counts = new Counts();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> ages = new HashMap<>();
  private final Map<String, Instant> deaths = new HashMap<>();
  private final Map<String, Charted> stays = new TreeMap<>();

  Mimic4Demo(Path path) {
    var folder = Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path;
    input =
        Input.of(
            path,
            Stream.of(
                    "patient",
                    "hospitalization",
                    "vitals",
                    "patient_assessments",
                    "respiratory_support")
                .map(table -> file(folder == null ? path : folder, table))
                .toList());
  }

  private static Path file(Path folder, String table) {
    var fits = Pattern.compile("(clif|mimic4demo)_" + table + "\\.csv(\\.gz)?");
    var files = Input.listed(folder).filter(f -> fits.matcher(Input.name(f)).matches()).toList();
    if (files.size() != 1) {
      throw new CommandFailed(
          "%s: %s the table mimic4demo_%s.csv or .csv.gz; exactly one is needed. Name the folder with --path."
              .formatted(
                  folder, files.isEmpty() ? "there is no file for" : "several files hold", table));
    }
    return files.getFirst();
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Input input() {
    return input;
  }

  @Override
  public String time(Instant at) {
    return at.toString();
  }

  @Override
  public Counts read(Predicate<Stay> taker) throws IOException {
    var died = patients(input.files().get(0));
    hospitalizations(input.files().get(1), died);
    vitals(input.files().get(2));
    assessments(input.files().get(3));
    devices(input.files().get(4));
    for (var stay : stays.entrySet()) {
      if (stay.getValue().measured() && !taker.test(stay(stay.getKey(), stay.getValue()))) {
        break;
      }
    }
    return counts;
  }

  private Stay stay(String id, Charted charted) {
    var death = deaths.get(id);
    return new Stay(
        id,
        ages.get(id),
        charted.moments(),
        Stay.watched(charted.times(), MOST, Duration.ZERO),
        death == null ? Outcome.NONE : new Outcome.At(death));
  }

  private Map<String, Instant> patients(Path file) throws IOException {
    var died = new HashMap<String, Instant>();
    try (var table = new Table(input, file, ',')) {
      var patient = table.column("patient_id");
      var death = table.column("death_dttm");
      while (table.next()) {
        if (!table.cell(death).isBlank()) {
          died.put(table.cell(patient), table.instant(death));
        }
      }
    }
    return died;
  }

  /** Of a stay that ended in death; the discharge may be written down as midnight of the day. */
  private void hospitalizations(Path file, Map<String, Instant> died) throws IOException {
    try (var table = new Table(input, file, ',')) {
      var id = table.column("hospitalization_id");
      var patient = table.column("patient_id");
      var age = table.column("age_at_admission");
      var discharge = table.column("discharge_dttm");
      var category = table.column("discharge_category");
      while (table.next()) {
        var years = table.number(age);
        known.add(table.cell(id));
        if (years != null) {
          ages.put(table.cell(id), new BigDecimal(years).intValue());
        }
        if (table.cell(category).equals("Expired")) {
          var at = died.get(table.cell(patient));
          deaths.put(table.cell(id), at == null ? table.instant(discharge) : at);
        }
      }
    }
  }

  private void vitals(Path file) throws IOException {
    try (var table = new Table(input, file, ',')) {
      var category = table.column("vital_category");
      var name = table.column("vital_name");
      var number = table.column("vital_value");
      while (table.next()) {
        counts.add("rows of vitals");
        var vital = VITALS.get(table.cell(category));
        var text = table.number(number);
        if (vital == null) {
          counts.add("weights, heights and other rows, not used");
        } else if (text == null) {
          counts.add("missing values");
        } else {
          add(table, device(vital, table.cell(name)), new Value(vital, text));
        }
      }
    }
  }

  /** Pressures come from a cuff or a line, named here; everything else is the chart. */
  private static String device(Vital vital, String name) {
    return switch (vital) {
      case SBP, DBP, MAP -> name.replaceFirst("(?i) (systolic|diastolic|mean)\\b", "");
      default -> Charted.CHART;
    };
  }

  private void assessments(Path file) throws IOException {
    try (var table = new Table(input, file, ',')) {
      var category = table.column("assessment_category");
      var number = table.column("numerical_value");
      while (table.next()) {
        if (!table.cell(category).equals("gcs_total")) {
          continue;
        }
        counts.add("rows of GCS totals");
        var text = table.number(number);
        var code = text == null ? null : Consciousness.of(new BigDecimal(text)).orElse(null);
        if (code == null) {
          counts.add("GCS totals other than 3 to 15, not used");
        } else {
          add(table, Charted.CHART, new Value(Vital.ACVPU, code));
        }
      }
    }
  }

  private void devices(Path file) throws IOException {
    try (var table = new Table(input, file, ',')) {
      var category = table.column("device_category");
      while (table.next()) {
        counts.add("rows of respiratory support");
        var device = table.cell(category).strip();
        if (device.isEmpty()) {
          counts.add("rows of respiratory support without a device, not used");
        } else {
          var given = !device.equalsIgnoreCase("Room Air");
          add(table, Charted.CHART, new Value(Vital.O2, String.valueOf(given)));
        }
      }
    }
  }

  private void add(Table table, String device, Value value) {
    var id = table.cell(table.column("hospitalization_id"));
    if (!known.contains(id)) {
      throw table.wrong(
          table.column("hospitalization_id"),
          "is in no row of the table hospitalization",
          "Take all tables from the same release");
    }
    var time = table.instant(table.column("recorded_dttm"));
    stays.computeIfAbsent(id, _ -> new Charted()).add(time, device, value);
  }
}
