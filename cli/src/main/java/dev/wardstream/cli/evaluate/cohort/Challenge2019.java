package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The PhysioNet/Computing in Cardiology Challenge 2019: ICU stays as a row of medians per hour, and
 * when sepsis began. Reads the challenge's own files, one per patient, or any number of them in one
 * table with the first column {@code patient}.
 *
 * <p>{@code SepsisLabel} is 1 from six hours before the onset on, so that the onset is six hours
 * after the first 1. A patient labelled in the very first row had it before anybody could warn.
 */
final class Challenge2019 implements Cohort {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LABELLED_AHEAD = Duration.ofHours(6);

  /** The files count hours; hour 0 is set here. */
  private static final Instant ADMISSION = Instant.parse("2000-01-01T00:00:00Z");

  private static final Map<String, Vital> VITALS = vitals();
  private static final BigDecimal AIR = new BigDecimal("0.21");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final About ABOUT =
      new About(
          "challenge2019",
          "patients",
          "sepsis (Sepsis-3 onset)",
          false,
          List.of(
              "Medians per hour: nothing that lasts less than an hour can be seen.",
              "No consciousness; oxygen is known only where FiO2 was written down (2 % of the rows).",
              "Patients labelled from their first row on are left out of every figure about the"
                  + " outcome: nothing could have warned of it.",
              "Most stays end a few hours after the onset, and the care given changed the course."),
          "Reyna M.A. et al., Crit Care Med 2020;48(2):210-217,"
              + " doi 10.1097/CCM.0000000000004145; PhysioNet doi 10.13026/v64v-d857");

  private final Input input;
  private final Counts counts = new Counts();
  private final Set<String> ended = new HashSet<>();
  private @Nullable Building building;

  Challenge2019(Path path) {
    input =
        Input.of(
            path,
            name -> name.endsWith(".psv") || name.endsWith(".psv.gz"),
            "file *.psv or *.psv.gz");
  }

  private static Map<String, Vital> vitals() {
    var vitals = new LinkedHashMap<String, Vital>();
    vitals.put("HR", Vital.HR);
    vitals.put("Resp", Vital.RR);
    vitals.put("O2Sat", Vital.SPO2);
    vitals.put("SBP", Vital.SBP);
    vitals.put("DBP", Vital.DBP);
    vitals.put("MAP", Vital.MAP);
    vitals.put("Temp", Vital.TEMP);
    return vitals;
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
    return "hour " + Duration.between(ADMISSION, at).toHours();
  }

  @Override
  public Counts read(Predicate<Stay> taker) throws IOException {
    for (Path file : input.files()) {
      try (var table = new Table(input, file, '|')) {
        if (!read(table, file, taker)) {
          return counts;
        }
      }
    }
    finish(taker);
    return counts;
  }

  private boolean read(Table table, Path file, Predicate<Stay> taker) {
    var name = Input.name(file).replaceFirst("\\.psv(\\.gz)?$", "");
    var columns = Columns.of(table);
    while (table.next()) {
      var patient = columns.patient() < 0 ? name : table.cell(columns.patient());
      if (building == null || !building.id.equals(patient)) {
        if (!finish(taker)) {
          return false;
        }
        if (!ended.add(patient)) {
          throw table.wrong(
              Math.max(0, columns.patient()),
              "(patient " + patient + ") comes a second time",
              "Keep the rows of a patient together");
        }
        building = new Building(patient);
      }
      counts.add("rows");
      row(table, columns, building);
    }
    return true;
  }

  /** Hands over the patient whose rows have ended; false when no more are wanted. */
  private boolean finish(Predicate<Stay> taker) {
    var done = building;
    building = null;
    return done == null || taker.test(done.stay());
  }

  private void row(Table table, Columns columns, Building stay) {
    var hour = table.whole(columns.hour());
    if (hour <= stay.hour) {
      throw table.wrong(
          columns.hour(),
          "does not come after hour " + stay.hour,
          "Sort the rows of a patient by ICULOS");
    }
    stay.hour = hour;
    var at = ADMISSION.plus(HOUR.multipliedBy(hour));
    var values = new ArrayList<Value>();
    columns
        .vitals()
        .forEach((column, vital) -> {
          var number = table.number(column);
          if (number == null) {
            counts.add("missing values");
          } else {
            values.add(new Value(vital, number));
          }
        });
    oxygen(table, columns, values);
    stay.ageYears = age(table.number(columns.age()));
    stay.label(at, label(table, columns.label()));
    stay.times.add(at.toEpochMilli());
    if (!values.isEmpty()) {
      stay.moments.add(new Moment(at, "chart", values));
    }
  }

  /** A fraction or a percentage; more than that of air is oxygen given. */
  private void oxygen(Table table, Columns columns, List<Value> values) {
    var text = columns.oxygen() < 0 ? null : table.number(columns.oxygen());
    if (text == null) {
      return;
    }
    var given = new BigDecimal(text);
    var fraction = given.compareTo(BigDecimal.ONE) > 0 ? given.divide(HUNDRED) : given;
    if (fraction.compareTo(AIR) < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      counts.add("FiO2 outside 0.21 to 1 and 21 to 100, not used");
    } else {
      counts.add("FiO2 values");
      values.add(new Value(Vital.O2, fraction.compareTo(AIR) > 0 ? "true" : "false"));
    }
  }

  private static @Nullable Integer age(@Nullable String years) {
    return years == null ? null : Integer.valueOf(new BigDecimal(years).intValue());
  }

  private static boolean label(Table table, int column) {
    return switch (table.cell(column).strip()) {
      case "0" -> false;
      case "1" -> true;
      default -> throw table.wrong(column, "is neither 0 nor 1", "Fetch the file again");
    };
  }

  /**
   * Where things stand in a file.
   *
   * @param patient -1 where the file is one patient's
   * @param oxygen -1 where there is no FiO2
   */
  private record Columns(
      int patient, int hour, int age, int label, int oxygen, Map<Integer, Vital> vitals) {
    static Columns of(Table table) {
      var vitals = new LinkedHashMap<Integer, Vital>();
      VITALS.forEach((name, vital) -> vitals.put(table.column(name), vital));
      return new Columns(
          table.has("patient") ? table.column("patient") : -1,
          table.column("ICULOS"),
          table.column("Age"),
          table.column("SepsisLabel"),
          table.has("FiO2") ? table.column("FiO2") : -1,
          vitals);
    }
  }

  /** The patient whose rows are being read. */
  private static final class Building {
    private final String id;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int hour = Integer.MIN_VALUE;
    private @Nullable Integer ageYears;
    private Outcome outcome = Outcome.NONE;

    Building(String id) {
      this.id = id;
    }

    void label(Instant at, boolean sepsis) {
      if (sepsis && outcome instanceof Outcome.None) {
        outcome =
            times.isEmpty() ? Outcome.FROM_THE_START : new Outcome.At(at.plus(LABELLED_AHEAD));
      }
    }

    Stay stay() {
      return new Stay(id, ageYears, moments, Stay.watched(times, HOUR, HOUR), outcome);
    }
  }
}
