package dev.wardstream.cli.news2;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.csv.CsvException;
import dev.wardstream.cli.csv.CsvReader;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Screen;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream news2}. Runs on the main thread. */
@Command(
    name = "news2",
    mixinStandardHelpOptions = true,
    description = {
      "Scores observation sets by NEWS2 (Royal College of Physicians, 2017).",
      "Reads a CSV table with a header and writes one row of scores per observation set. Values"
          + " are rounded half up to the chart's resolution first. An empty cell is a missing"
          + " value: such a set has no total but bounds that hold whatever is missing."
    },
    footer = {
      "",
      "Columns, in any order; others are ignored:",
      "  id                     comes back in the output",
      "  rr, pulse              per minute",
      "  spo2                   percent",
      "  scale                  SpO2 scale, 1 or (by prescription only) 2",
      "  o2                     1 on supplemental oxygen, 0 on air",
      "  sbp                    systolic pressure in mmHg",
      "  acvpu                  A alert, C new confusion, V voice, P pain, U unresponsive",
      "  temp                   degrees Celsius",
      "  age, pregnant          optional; NEWS2 is not for patients under 16 years, nor (1) for",
      "                         pregnant or post-partum ones",
      "",
      "Examples:",
      "  wardstream news2 ward-round.csv > scores.csv",
      "  wardstream news2 --format table ward-round.csv",
      "  zcat observations.csv.gz | wardstream news2 - > scores.csv",
      "",
      "Exit code 1: some rows could not be scored, the others are. 2: no such table."
    })
public final class News2Command implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A CSV table; - reads standard input.")
  private String file = "";

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.CSV;

  /** Output formats. */
  enum Format {
    CSV,
    TABLE
  }

  @Override
  public Integer call() throws IOException {
    var named = file.equals(STANDARD_INPUT) ? "standard input" : file;
    try (var in = open();
        var rows = new CsvReader(in)) {
      var header = header(rows, named);
      var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
      try {
        var all = new Scoring(named, rows, command().getErr()).run(header, writer(out));
        return all ? 0 : 1;
      } catch (CsvException e) {
        throw new CommandFailed("%s, %s".formatted(named, e.getMessage()), e);
      } finally {
        out.flush();
      }
    }
  }

  private InputStream open() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    var path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw wrong("%s is a folder; name a CSV table".formatted(file));
    }
    try {
      return Files.newInputStream(path);
    } catch (NoSuchFileException _) {
      throw wrong("There is no file %s; name a CSV table, or - for standard input".formatted(file));
    } catch (IOException e) {
      throw CommandFailed.of("%s cannot be read".formatted(file), e);
    }
  }

  private Header header(CsvReader rows, String named) throws IOException {
    var problems = new ArrayList<String>();
    var first = rows.next();
    if (first == null) {
      throw wrong(
          "%s is empty; its first line must name the columns %s"
              .formatted(named, String.join(",", Header.REQUIRED)));
    }
    var header = Header.of(first, problems);
    if (!problems.isEmpty()) {
      throw wrong("%s:%d: %s".formatted(named, first.line(), String.join("; ", problems)));
    }
    return header;
  }

  private ScoreWriter writer(Appendable out) {
    return switch (format) {
      case CSV -> new ScoreCsv(out);
      case TABLE -> new ScoreTable(out, Screen.onTerminal() ? Ansi.ON : Ansi.OFF);
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command(), message);
  }

  private CommandLine command() {
    return requireNonNull(spec).commandLine();
  }
}
