package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.clinical.vitals.Vital;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The BIDMC recordings: what an ICU monitor showed each second for eight minutes, one file per
 * recording. A zero is sent on as it stands: it may be apnoea.
 */
final class Bidmc implements Cohort {
  private static final Pattern NUMERICS = Pattern.compile("bidmc_?(\\d+)_Numerics\\.csv(\\.gz)?");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The files count seconds from -1, -0 or 0; second 0 is set here. */
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  /** A pause of the monitor longer than this is not counted as watched. */
  private static final Duration MOST = Duration.ofSeconds(30);

  private static final About ABOUT =
      new About(
          "bidmc",
          "recordings",
          null,
          true,
          List.of(
              "Eight minutes each, seven hours in all: figures per day are stretched from that, and"
                  + " an alarm that ran at the start counts as new.",
              "Mostly stable patients; no pressure, no temperature, no consciousness, no outcome."),
          "Pimentel M.A.F. et al., IEEE Trans Biomed Eng 2017;64(8):1914-1923,"
              + " doi 10.1109/TBME.2016.2613124; PhysioNet doi 10.13026/C2208R");

  private final Input input;
  private final Counts counts = new Counts();

  Bidmc(Path path) {
    input =
        Input.of(path, name -> NUMERICS.matcher(name).matches(), "file bidmc_01_Numerics.csv, …");
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
    return "second " + Duration.between(START, at).toSeconds();
  }

  @Override
  public Counts read(Predicate<Stay> taker) throws IOException {
    for (Path file : input.files()) {
      var stay = read(file);
      if (stay != null && !taker.test(stay)) {
        break;
      }
    }
    return counts;
  }

  private @Nullable Stay read(Path file) throws IOException {
    var moments = new ArrayList<Moment>();
    var times = new ArrayList<Long>();
    try (var table = new Table(input, file, ',')) {
      var columns = columns(table);
      var time = table.column("Time [s]");
      var last = Integer.MIN_VALUE;
      while (table.next()) {
        var second = table.whole(time);
        if (second <= last) {
          throw table.wrong(time, "does not come after second " + last, "Sort the rows by time");
        }
        last = second;
        var at = START.plusSeconds(second);
        counts.add("rows");
        times.add(at.toEpochMilli());
        var values = values(table, columns);
        if (!values.isEmpty()) {
          moments.add(new Moment(at, "monitor", values));
        }
      }
    }
    if (times.isEmpty()) {
      counts.add("recordings without rows");
      return null;
    }
    var watched = Stay.watched(times, MOST, SECOND);
    return new Stay(id(file), age(file), moments, watched, Outcome.NONE);
  }

  private static Map<Integer, Vital> columns(Table table) {
    var columns = new LinkedHashMap<Integer, Vital>();
    columns.put(table.column("HR"), Vital.HR);
    columns.put(table.column("PULSE"), Vital.PULSE);
    columns.put(table.column("RESP"), Vital.RR);
    columns.put(table.column("SpO2"), Vital.SPO2);
    return columns;
  }

  private List<Value> values(Table table, Map<Integer, Vital> columns) {
    var values = new ArrayList<Value>(columns.size());
    columns.forEach((column, vital) -> {
      var number = table.number(column);
      if (number == null) {
        counts.add("missing values");
      } else {
        values.add(new Value(vital, number));
      }
    });
    return values;
  }

  private static String id(Path file) {
    var matcher = NUMERICS.matcher(Input.name(file));
    return matcher.matches() ? "bidmc" + matcher.group(1) : Input.name(file);
  }

  /** From the recording's Fix.txt; {@code 90+} stands for everybody above 89. */
  private static @Nullable Integer age(Path file) throws IOException {
    var facts =
        file.resolveSibling(Input.name(file).replaceFirst("_Numerics\\.csv(\\.gz)?$", "_Fix.txt"));
    if (!Files.isRegularFile(facts) || Set.of(file).contains(facts)) {
      return null;
    }
    try (BufferedReader lines = Files.newBufferedReader(facts)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("Age:"))
          .map(line -> line.substring("Age:".length()).strip().replace("+", ""))
          .filter(text -> text.matches("\\d{1,3}"))
          .map(Integer::valueOf)
          .findFirst()
          .orElse(null);
    }
  }
}
