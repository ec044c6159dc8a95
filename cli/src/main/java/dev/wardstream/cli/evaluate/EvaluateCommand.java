package dev.wardstream.cli.evaluate;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.evaluate.cohort.Cohort;
import dev.wardstream.cli.evaluate.cohort.Dataset;
import dev.wardstream.cli.evaluate.report.DifferencesCsv;
import dev.wardstream.cli.evaluate.report.HtmlReport;
import dev.wardstream.cli.evaluate.report.JsonReport;
import dev.wardstream.cli.evaluate.report.Report;
import dev.wardstream.cli.evaluate.report.TextReport;
import dev.wardstream.cli.terminal.Bar;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Converters;
import dev.wardstream.clinical.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardstream evaluate}. Runs on the main thread. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a rule set over recorded patients, with the engine of the platform, and counts.",
      "Tells what the alerts cost (per patient-day) and, where the recordings know an outcome, what"
          + " they are worth (warned before it, called in vain). With --against, two rule sets are"
          + " compared alert by alert."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream evaluate --dataset bidmc --path demo-data/bidmc",
      "  wardstream evaluate --dataset challenge2019 --path setB/ --rules adult-continuous@spot \\",
      "      --before 12h --out sepsis.html",
      "  wardstream evaluate --dataset mimic4demo --path mimic4demo/ --rules adult-continuous \\",
      "      --against adult-continuous@spot --differences differences.csv",
      "",
      "A name with @spot takes the limits of a rule set for single values: no delay, one value. It is",
      "the way to look at limits where values come once an hour.",
      "Exit code: 0 done; 1 failed or, with --against, an alert differs; 2 wrong usage."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final long KIBIBYTE = 1024;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}.")
  private Dataset dataset = Dataset.BIDMC;

  @Option(
      names = "--path",
      required = true,
      paramLabel = "PATH",
      description = "Its file, or the folder of its files; *.gz is unpacked on the way.")
  private Path path = Path.of(".");

  @Option(
      names = "--rules",
      paramLabel = "A",
      defaultValue = "adult-continuous",
      description = "A built-in rule set, or a file (default: ${DEFAULT-VALUE}).")
  private String rules = "adult-continuous";

  @Option(names = "--against", paramLabel = "B", description = "Another rule set to compare with.")
  private @Nullable String against;

  @Option(
      names = "--before",
      paramLabel = "TIME",
      defaultValue = "12h",
      converter = Converters.OfDuration.class,
      description =
          "How long before the outcome an alert counts as a warning (default: ${DEFAULT-VALUE}).")
  private Duration before = Duration.ofHours(12);

  @Option(
      names = "--families",
      paramLabel = "NAME",
      split = ",",
      description = "Look at these families only, as in SPO2_LOW,HR_HIGH.")
  private List<String> families = new ArrayList<>();

  @Option(
      names = "--technical",
      negatable = true,
      description =
          "Count signals about the measurement, too, as SIGNAL_LOST. Default: only where values"
              + " come every few seconds.")
  private @Nullable Boolean technical;

  @Option(names = "--patients", paramLabel = "N", description = "Only the first N patients.")
  private int patients = Integer.MAX_VALUE;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.html",
      description = "Write picture and tables as one page.")
  private @Nullable Path out;

  @Option(
      names = "--differences",
      paramLabel = "FILE.csv",
      description = "Write every difference; needs --against.")
  private @Nullable Path differences;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many differences to list (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var sides = sides();
    check(sides);
    var cohort = dataset.open(path);
    var report = report(cohort, sides);
    write(report);
    var printer = requireNonNull(spec).commandLine().getOut();
    if (json) {
      printer.println(JsonReport.of(report));
    } else {
      TextReport.lines(report, limit).forEach(printer::println);
    }
    printer.flush();
    var found = report.differences();
    return found == null || found.total() == 0 ? 0 : 1;
  }

  private List<RuleSet> sides() {
    try {
      return against == null
          ? List.of(RuleSets.named(rules))
          : List.of(RuleSets.named(rules), RuleSets.named(against));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void check(List<RuleSet> sides) {
    if (patients < 1 || limit < 0) {
      throw wrong(patients < 1 ? "--patients is at least 1" : "--limit is at least 0");
    }
    if (before.isZero() || before.isNegative()) {
      throw wrong("--before is longer than nothing, as in 12h");
    }
    if (differences != null && against == null) {
      throw wrong("--differences needs a second rule set: name it with --against");
    }
    var known = new TreeSet<String>();
    sides.forEach(side -> known.addAll(RuleSets.names(side)));
    for (String family : families) {
      if (!known.contains(RuleSets.kind(family))) {
        throw wrong(
            "--families: '%s' is in no rule set here. There are: %s".formatted(family, known));
      }
    }
  }

  private Report report(Cohort cohort, List<RuleSet> sides) throws InterruptedException {
    var counted = technical == null ? cohort.about().streamed() : technical;
    var study = new Study(cohort, sides, before, families, counted);
    var input = cohort.input();
    try (var bar = Bar.of("evaluate", input.totalBytes(), " KiB", KIBIBYTE)) {
      return study.run(
          Runtime.getRuntime().availableProcessors(),
          patients,
          stays -> bar.at(input.readBytes(), stays + " done"));
    } catch (IOException e) {
      throw CommandFailed.of("The cohort in " + path + " cannot be read", e);
    }
  }

  private void write(Report report) {
    if (out != null) {
      OutputFile.write(out, HtmlReport.of(report, limit));
    }
    if (differences != null) {
      OutputFile.write(
          differences, DifferencesCsv.of(report, requireNonNull(report.differences())));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
